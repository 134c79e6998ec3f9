//! What stands in the document itself, before anybody has done anything.

use super::texts;

texts! {
    /// The document's own texts.
    Front {
        title: "Masque: words to exact masks" => "Masque: aus Worten werden genaue Masken",
        line: "Say what to find in a picture, and get its exact mask"
            => "Sagen, was im Bild zu finden ist, und die genaue Maske erhalten",
        drop: "Drop a picture anywhere, or paste one" => "Ein Bild irgendwohin ziehen oder einfügen",
        choose: "Choose a picture…" => "Bild auswählen …",
        or_a_sample: "Or try a sample: no key needed" => "Oder ein Beispiel ausprobieren: ganz ohne Schlüssel",
        breakfast: "Breakfast" => "Frühstück",
        breakfast_about: "PNG masks" => "PNG-Masken",
        breakfast_words: "everything on the table" => "alles auf dem Tisch",
        toys: "Wooden toys" => "Spielzeug",
        toys_about: "polygon masks" => "Polygone",
        toys_words: "each toy" => "jedes Spielzeug",
        dusk: "Planets at dusk" => "Planeten am Abend",
        dusk_about: "a broken answer, salvaged" => "eine fehlerhafte Antwort, gerettet",
        dusk_words: "everything over the water" => "alles über dem Wasser",
        what_to_ask: "What you can ask" => "Was sich fragen lässt",
        privacy: "Your pictures and your key go from this browser straight to Google’s Gemini API, and nowhere else."
            => "Bilder und Schlüssel gehen von diesem Browser geradewegs an die Gemini API von Google, und nirgendwohin sonst.",
        drop_here: "Drop a picture, or a saved answer for the one that is open"
            => "Ein Bild hier ablegen, oder eine gespeicherte Antwort zu dem, das offen ist",
    }
}
