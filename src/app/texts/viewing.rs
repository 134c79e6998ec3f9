//! What stands around the picture: tools, looks, history and the card of shortcuts.

use super::texts;

texts! {
    /// The picture and what is drawn over it.
    Stage {
        masks: "Masks" => "Masken",
        second_masks: "Masks of the second answer" => "Masken der zweiten Antwort",
    }
}

texts! {
    /// The tools over the picture.
    Tools {
        tools: "Tools" => "Werkzeuge",
        zoom: "Zoom" => "Vergrößerung",
        zoom_out: "Zoom out" => "Verkleinern",
        zoom_in: "Zoom in" => "Vergrößern",
        fit: "Fit" => "Einpassen",
        drawing: "Drawing" => "Zeichnen",
        choose: "Choose" => "Auswählen",
        brush: "Brush" => "Pinsel",
        eraser: "Eraser" => "Radierer",
        lasso_add: "Lasso, add" => "Lasso, hinzufügen",
        lasso_take: "Lasso, take away" => "Lasso, wegnehmen",
        brush_size: "Size of the brush" => "Größe des Pinsels",
        look: "Look of the masks" => "Aussehen der Masken",
        original: "Original" => "Original",
        original_title: "Held, it shows the picture without masks (H)" => "Gehalten zeigt es das Bild ohne Masken (H)",
        shortcuts: "Shortcuts" => "Tastenkürzel",
    }
}

texts! {
    /// How masks are drawn.
    Styles {
        both: "Fill and outline" => "Füllung und Kontur",
        fill: "Fill" => "Füllung",
        outline: "Outline" => "Kontur",
        cut_out: "Cut out" => "Freigestellt",
        dim: "All else dimmed" => "Alles andere abgedunkelt",
    }
}

texts! {
    /// Several pictures.
    Tray {
        pictures: "Pictures" => "Bilder",
        add: "Add…" => "Hinzufügen …",
        remove: "Remove" => "Entfernen",
        waiting: "nothing asked yet" => "noch nichts gefragt",
        asked: "being asked" => "Frage läuft",
        partial: "something is missing" => "etwas fehlt",
        done: "done" => "fertig",
        failed: "failed" => "gescheitert",
    }
}

texts! {
    /// What was done.
    History {
        history: "History" => "Verlauf",
        undo: "Undo" => "Rückgängig",
        redo: "Redo" => "Wiederholen",
        as_it_came: "As it came" => "Wie geliefert",
    }
}

texts! {
    /// The card of shortcuts: keys, where they have names, and what they do.
    Shortcuts {
        shortcuts: "Shortcuts" => "Tastenkürzel",
        single: "Single keys do something" => "Einzelne Tasten sind wirksam",
        zoom: "Zoom in, zoom out" => "Vergrößern, verkleinern",
        fit_keys: "0  or  Shift 1" => "0  oder  Umschalt 1",
        fit: "The whole picture" => "Das ganze Bild",
        full_keys: "1  or  Shift 0" => "1  oder  Umschalt 0",
        full: "100 %, pixel for pixel" => "100 %, Bildpunkt für Bildpunkt",
        show_chosen_keys: "Shift 2" => "Umschalt 2",
        show_chosen: "The chosen objects" => "Die ausgewählten Objekte",
        pan: "Move what is shown; the picture before, the next" => "Den Bildausschnitt verschieben; voriges, nächstes Bild",
        picture_keys: "Page up, down" => "Bild auf, ab",
        picture: "The picture before, the next" => "Voriges, nächstes Bild",
        hand_keys: "Space, held" => "Leertaste, gehalten",
        hand: "Move by dragging, whatever the tool" => "Durch Ziehen verschieben, gleich mit welchem Werkzeug",
        original_keys: "H, held" => "H, gehalten",
        original: "The picture without masks" => "Das Bild ohne Masken",
        style: "Another look" => "Anderes Aussehen",
        opacity: "Less or more opaque" => "Weniger oder mehr Deckkraft",
        next: "The next object, the one before" => "Das nächste Objekt, das vorige",
        toggle: "Hide or show what is chosen" => "Ausgewähltes aus- oder einblenden",
        solo: "Show what is chosen alone" => "Nur Ausgewähltes einblenden",
        delete_keys: "Delete" => "Entf",
        delete: "Delete what is chosen" => "Ausgewähltes löschen",
        choose: "Choose" => "Auswählen",
        brush: "Brush, eraser" => "Pinsel, Radierer",
        lasso_keys: "L  Shift L" => "L  Umschalt L",
        lasso: "Add or take away what you draw around" => "Umfahrenes hinzufügen oder wegnehmen",
        brush_size: "A smaller or larger brush" => "Kleinerer oder größerer Pinsel",
        undo_keys: "Ctrl Z" => "Strg Z",
        undo: "Undo" => "Rückgängig",
        redo_keys: "Ctrl Shift Z" => "Strg Umschalt Z",
        redo: "Redo" => "Wiederholen",
        export_keys: "Ctrl S" => "Strg S",
        export: "Export" => "Exportieren",
        escape_keys: "Escape" => "Esc",
        escape: "Leave the tool, choose nothing" => "Werkzeug ablegen, Auswahl aufheben",
        help: "These shortcuts" => "Diese Tastenkürzel",
        pointer: "On the picture: the wheel zooms, a drag moves, a click chooses; another click there chooses what lies beneath."
            => "Auf dem Bild: Das Rad vergrößert, Ziehen verschiebt, ein Klick wählt aus; noch ein Klick dort wählt, was darunter liegt.",
    }
}
