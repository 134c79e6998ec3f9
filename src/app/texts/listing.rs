//! What stands around the list of objects.

use super::texts;

texts! {
    /// The list, and what is offered beside it.
    Objects {
        objects: "Objects" => "Objekte",
        sheet: "Objects, the sheet" => "Liste der Objekte",
        say_what: "Say what to find and press Run. For example:" => "Sagen, was zu finden ist, und auf „Los“ drücken. Zum Beispiel:",
        or_before: "Or " => "Oder ",
        open_answer: "open a saved answer" => "eine gespeicherte Antwort öffnen",
        or_after: " about this picture: text or JSON, dropped or pasted."
            => " zu diesem Bild: Text oder JSON, auch gezogen oder eingefügt.",
        save_cut_out: "Save cut-out" => "Freigestelltes speichern",
        save_overlay: "Save overlay" => "Bild mit Masken speichern",
        answer: "Answer and request…" => "Antwort und Anfrage …",
        compare_title: "Asks the same once more, of the model that is chosen above, and shows both answers"
            => "Stellt dieselbe Frage noch einmal, an das oben gewählte Modell, und zeigt beide Antworten",
    }
}

texts! {
    /// The list's order, and what of it is listed.
    Order {
        order: "Order of the list" => "Reihenfolge der Liste",
        answered: "As answered" => "Wie geantwortet",
        largest: "Largest first" => "Größte zuerst",
        name: "By name" => "Nach Namen",
        place: "By place" => "Nach Ort",
        filter: "Filter by label or class" => "Nach Bezeichnung oder Klasse filtern",
        filter_hint: "Filter" => "Filtern",
        labels: "Labels" => "Bezeichnungen",
    }
}

texts! {
    /// What is kept of two answers.
    Pair {
        keep: "Keep" => "Behalten",
        first: "First" => "Erste",
        second: "Second" => "Zweite",
        union: "Union" => "Vereinigung",
        intersection: "Intersection" => "Schnittmenge",
    }
}

texts! {
    /// What can be done with the chosen objects.
    Chosen {
        chosen: "Chosen" => "Ausgewählt",
        label: "Label" => "Bezeichnung",
        class: "Class" => "Klasse",
        class_hint: "As the label" => "Wie Bezeichnung",
        color: "Colour" => "Farbe",
        zoom_to: "Zoom to" => "Heranholen",
        alone: "Alone" => "Allein zeigen",
        unite: "Unite" => "Vereinen",
        split: "Split" => "Teilen",
        palette: "Palette colour" => "Farbe der Palette",
        delete: "Delete" => "Löschen",
        none: "Choose nothing" => "Auswahl aufheben",
        refine_all: "Refine all masks" => "Alle Masken verfeinern",
        refine_chosen: "Refine what is chosen" => "Ausgewähltes verfeinern",
        grow: "Grow" => "Erweitern",
        smooth: "Smooth" => "Glätten",
        specks: "Drop specks" => "Sprenkel entfernen",
        fill_holes: "Fill holes" => "Löcher füllen",
    }
}

texts! {
    /// How all masks look.
    Looks {
        opacity: "Opacity" => "Deckkraft",
        threshold: "Threshold" => "Schwellwert",
        divider: "Without masks" => "Ohne Masken",
        field_of_view: "Field of view" => "Bildwinkel",
    }
}
