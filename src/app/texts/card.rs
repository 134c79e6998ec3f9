//! What stands on the cards: the answer with its request, and the settings.

use super::texts;

texts! {
    /// The answer as it came, and the question as program text.
    Answer {
        card: "Answer and request" => "Antwort und Anfrage",
        as_it_came: "The answer, as it came" => "Die Antwort, wie sie kam",
        copy: "Copy" => "Kopieren",
        save: "Save" => "Speichern",
        copy_request: "Copy the request as" => "Die Anfrage kopieren für",
        note: "The request holds the picture and not your key: it takes it from GEMINI_API_KEY. A saved answer can be opened again."
            => "Die Anfrage enthält das Bild, aber keinen Schlüssel: Der kommt aus GEMINI_API_KEY. Eine gespeicherte Antwort lässt sich wieder öffnen.",
    }
}

texts! {
    /// What the page remembers.
    Settings {
        settings: "Settings" => "Einstellungen",
        language: "Language" => "Sprache",
        theme: "Theme" => "Farbschema",
        as_system: "As the system" => "Wie das System",
        as_browser: "As the browser" => "Wie der Browser",
        light: "Light" => "Hell",
        dark: "Dark" => "Dunkel",
        remember: "Remember the key" => "Schlüssel merken",
        never: "Not at all" => "Gar nicht",
        tab: "In this tab" => "In diesem Tab",
        device: "On this device" => "Auf diesem Gerät",
        key_note: "A key that is remembered on this device can be read by everyone who uses this browser, and by other pages of this web address. Forget removes it."
            => "Ein Schlüssel, der auf diesem Gerät gemerkt ist, kann von allen gelesen werden, die diesen Browser benutzen, und von anderen Seiten dieser Webadresse. „Vergessen“ entfernt ihn.",
        note: "Theme, language, looks, shortcuts, the last kind of answer and how you exported last are remembered on this device. Pictures, answers and what you ask are not."
            => "Farbschema, Sprache, Aussehen, Tastenkürzel, die letzte Art der Antwort und des Exports werden auf diesem Gerät gemerkt. Bilder, Antworten und Fragen nicht.",
    }
}
