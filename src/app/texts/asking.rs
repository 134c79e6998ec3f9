//! What stands around the question: the model, the key, the words and what may be said
//! beside them.

use super::texts;

texts! {
    /// The bar on top.
    Bar {
        model: "Model" => "Modell",
        another_model: "Another model…" => "Anderes Modell …",
        model_name: "Name of the model" => "Name des Modells",
        key: "Gemini API key" => "Gemini-API-Schlüssel",
        paste_key: "paste a Gemini key" => "Gemini-Schlüssel einfügen",
        show: "Show" => "Zeigen",
        forget: "Forget" => "Vergessen",
        check: "Check" => "Prüfen",
        how_to_get: "How to get a key" => "Wie man einen Schlüssel bekommt",
        three_steps: "A key in three steps" => "In drei Schritten zum Schlüssel",
        open_before: "Open " => "In ",
        open_after: " and sign in." => " anmelden.",
        create: "Choose “Create API key”, and copy it." => "„API-Schlüssel erstellen“ wählen und den Schlüssel kopieren.",
        paste: "Paste it into the field above." => "In das Feld oben einfügen.",
        where_it_goes: "Your pictures and your key go from this browser straight to Google’s Gemini API, and nowhere else. The key is kept in this page’s memory alone, and is gone when the page is closed or you press Forget, unless you have it remembered in Settings."
            => "Bilder und Schlüssel gehen von diesem Browser geradewegs an die Gemini API von Google, und nirgendwohin sonst. Der Schlüssel bleibt allein im Speicher dieser Seite und ist weg, wenn die Seite geschlossen oder „Vergessen“ gedrückt wird, sofern nicht in den Einstellungen gewählt ist, dass er gemerkt wird.",
        free_tier: "On Google’s free tier, what you send may be used to improve Google’s products."
            => "Im kostenlosen Angebot darf Google, was gesendet wird, zur Verbesserung seiner Produkte verwenden.",
    }
}

texts! {
    /// The question, and what is waited for.
    Prompt {
        what: "What to find" => "Was zu finden ist",
        such_as: "What to find, such as: every cupcake" => "Was zu finden ist, etwa: jedes Törtchen",
        run: "Run" => "Los",
        cancel: "Cancel" => "Abbrechen",
        try_now: "Try now" => "Jetzt versuchen",
        stop: "Stop" => "Anhalten",
        part: "Ask about a part…" => "Nach einem Ausschnitt fragen …",
        whole: "Ask about the whole picture" => "Nach dem ganzen Bild fragen",
        another_picture: "Another picture…" => "Anderes Bild …",
        open_answer: "Open a saved answer…" => "Gespeicherte Antwort öffnen …",
        waiting: "Waiting for Gemini…" => "Warten auf Gemini …",
        choose_part: "Choose a part: drag, click two opposite corners, or use the arrow keys, with Shift for its size, and Enter"
            => "Ausschnitt wählen: ziehen, zwei gegenüberliegende Ecken anklicken oder Pfeiltasten, mit Umschalt für die Größe, und Eingabe",
    }
}

texts! {
    /// What may be said beside the words.
    Form {
        kind: "Kind of answer" => "Art der Antwort",
        more: "Labels and prompt" => "Bezeichnungen und Anweisung",
        labels: "Labels" => "Bezeichnungen",
        say: "What the labels say" => "Was die Bezeichnungen sagen",
        language: "Language" => "Sprache",
        languages: "Language of the labels" => "Sprache der Bezeichnungen",
        such_languages: "Japanese with English" => "Japanisch mit Englisch",
        most: "At most" => "Höchstens",
        so_many: "At most so many" => "Höchstens so viele",
        descriptive: "Descriptive" => "Beschreibend",
        classes: "Only these classes" => "Nur diese Klassen",
        such_classes: "cup, plate, fork" => "Tasse, Teller, Gabel",
        explanation: "An explanation of" => "Eine Erklärung dazu",
        such_explanation: "how to clean this up" => "wie das sauber wird",
        prompt: "Prompt, as it is sent" => "Anweisung, wie sie gesendet wird",
        own_prompt: "Back to the prompt that Masque makes" => "Zurück zur Anweisung von Masque",
    }
}

texts! {
    /// Examples of questions: their titles, and the words that they fill in.
    Examples {
        list: "Examples" => "Beispiele",
        everything: "Masks of everything" => "Masken von allem",
        everything_words: "everything in the picture" => "alles im Bild",
        by_look: "One thing by its look" => "Ein Ding nach seinem Aussehen",
        by_look_words: "the largest round thing" => "das größte runde Ding",
        boxes: "Boxes" => "Rahmen",
        boxes_words: "every person, animal and vehicle" => "jede Person, jedes Tier und Fahrzeug",
        points: "Points" => "Punkte",
        points_words: "everything that can be opened or picked up" => "alles, was sich öffnen oder aufheben lässt",
        boxes_3d: "3D boxes" => "3D-Quader",
        boxes_3d_words: "the furniture and other large things" => "die Möbel und andere große Dinge",
        shadows: "Shadows" => "Schatten",
        shadows_words: "the shadow of each thing, not the thing itself" => "der Schatten jedes Dings, nicht das Ding selbst",
        two_languages: "Japanese with English" => "Japanisch mit Englisch",
        two_languages_words: "the food and the dishes" => "das Essen und das Geschirr",
        two_languages_names: "Japanese with English" => "Japanisch mit Englisch",
        classes: "Fixed classes" => "Feste Klassen",
        classes_words: "everything on the table" => "alles auf dem Tisch",
        classes_names: "cup, plate, cutlery, food" => "Tasse, Teller, Besteck, Essen",
        clean_up: "How to clean this up" => "Wie das sauber wird",
        clean_up_words: "everything that is dirty or out of place" => "alles, was schmutzig oder fehl am Platz ist",
        clean_up_names: "how to clean this up" => "wie das sauber wird",
    }
}
