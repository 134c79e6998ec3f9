//! Who is measured, where it runs, and what its output must be.

use serde_json::{Value, json};

/// Where a contender runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the program with the Python peers.
    Python,
    /// In Node.js.
    Node,
    /// In the page in Chromium.
    Page,
}

/// What is held against the exact result before a time is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Match {
    /// Every mask and the picture, to the bit.
    Exact,
    /// Every mask to the bit; the picture within these limits.
    Masks(Limits),
    /// The picture alone, within these limits.
    Picture(Limits),
    /// The picture within these limits of one with the grey masks drawn as they
    /// are, in no colour and without a threshold.
    Grey(Limits),
    /// The run lengths that pycocotools gives, to the byte.
    Lengths,
    /// Whether there is a mask, at each of the overlay's pixels.
    Coverage,
    /// There is nothing to compare.
    Nothing,
}

/// How far a picture may be from the exact one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The least intersection over union of the painted pixels, 0–1.
    pub overlap: f64,
    /// The most that channels may differ on average, in levels of 255, where at
    /// most one mask lies.
    pub mean: f64,
    /// The most that one channel may differ there.
    pub largest: f64,
}

/// One way of doing the work.
#[derive(Clone, Copy, Debug)]
pub struct Contender {
    /// Its name for the program that runs it.
    pub name: &'static str,
    /// What it is, for the reader.
    pub title: &'static str,
    /// Where it runs.
    pub place: Place,
    /// What its output must be.
    pub matches: Match,
    /// How often it runs in a round.
    pub runs: usize,
}

/// Anything goes, as far as this number is concerned.
const ANY: f64 = 255.0;

/// All contenders, the peers first.
pub const ALL: [Contender; 16] = [
    Contender {
        name: "cookbook",
        title: "(a) cookbook's Python (Pillow, NumPy)",
        place: Place::Python,
        matches: Match::Exact,
        runs: 1,
    },
    Contender {
        name: "supervision",
        title: "(b) supervision: from_vlm, MaskAnnotator",
        place: Place::Python,
        // It paints overlapping masks by area and does not stack them.
        matches: Match::Masks(Limits {
            overlap: 0.9999,
            mean: 0.5,
            largest: 2.0,
        }),
        runs: 1,
    },
    Contender {
        name: "sharp",
        title: "(c) sharp",
        place: Place::Node,
        // Its linear kernel rounds otherwise than Pillow's.
        matches: Match::Picture(Limits {
            overlap: 0.98,
            mean: 1.0,
            largest: ANY,
        }),
        runs: 1,
    },
    Contender {
        name: "canvas grey",
        title: "(d) canvas, masks drawn grey, no threshold",
        place: Place::Page,
        matches: Match::Grey(Limits {
            overlap: 0.0,
            mean: 2.0,
            largest: ANY,
        }),
        runs: 1,
    },
    Contender {
        name: "canvas tinted",
        title: "(d) canvas, masks drawn tinted, no threshold",
        place: Place::Page,
        matches: Match::Picture(Limits {
            overlap: 0.9,
            mean: 2.0,
            largest: ANY,
        }),
        runs: 1,
    },
    Contender {
        name: "canvas loop",
        title: "(d) canvas, a pixel loop for each mask",
        place: Place::Page,
        matches: Match::Picture(Limits {
            overlap: 0.98,
            mean: 1.0,
            largest: ANY,
        }),
        runs: 1,
    },
    Contender {
        name: "ours full",
        title: "Masque: exact overlay in full, on the canvas",
        place: Place::Page,
        matches: Match::Masks(Limits {
            overlap: 0.9999,
            mean: 0.5,
            largest: 2.0,
        }),
        runs: 5,
    },
    Contender {
        name: "ours blend",
        title: "Masque: the same picture as (a), blended, on the canvas",
        place: Place::Page,
        matches: Match::Exact,
        runs: 3,
    },
    Contender {
        name: "ours memory",
        title: "Masque: exact overlay in full, in WebAssembly's memory",
        place: Place::Page,
        matches: Match::Masks(Limits {
            overlap: 0.9999,
            mean: 0.5,
            largest: 2.0,
        }),
        runs: 5,
    },
    Contender {
        name: "ours display",
        title: "Masque: overlay of 1600×1200 on the canvas",
        place: Place::Page,
        matches: Match::Coverage,
        runs: 5,
    },
    Contender {
        name: "shipped full",
        title: "Masque: the worker that ships, overlay in full on the page's canvas",
        place: Place::Page,
        matches: Match::Coverage,
        runs: 3,
    },
    Contender {
        name: "shipped display",
        title: "Masque: the worker that ships, overlay of 1600×1200 on the page's canvas",
        place: Place::Page,
        matches: Match::Coverage,
        runs: 5,
    },
    Contender {
        name: "pycocotools",
        title: "pycocotools: encode(asfortranarray(mask)) of all masks, ready-made in full size",
        place: Place::Python,
        // What the others are held against.
        matches: Match::Nothing,
        runs: 1,
    },
    Contender {
        name: "ours lengths",
        title: "Masque: resize, threshold and encoding of all masks",
        place: Place::Page,
        matches: Match::Lengths,
        runs: 5,
    },
    Contender {
        name: "floor copy",
        title: "Floor: the picture's RGBA copied once, in WebAssembly",
        place: Place::Page,
        matches: Match::Nothing,
        runs: 5,
    },
    Contender {
        name: "floor read and write",
        title: "Floor: the picture's RGBA read and written once, in WebAssembly",
        place: Place::Page,
        matches: Match::Nothing,
        runs: 5,
    },
];

impl Match {
    /// The limits that hold for the picture, if any.
    pub fn limits(self) -> Option<Limits> {
        match self {
            Self::Masks(limits) | Self::Picture(limits) | Self::Grey(limits) => Some(limits),
            Self::Exact | Self::Coverage | Self::Lengths | Self::Nothing => None,
        }
    }

    /// What is compared, in words.
    pub fn words(self) -> String {
        let within = |limits: Limits| {
            let mut words = Vec::new();
            if limits.overlap > 0.0 {
                words.push(format!("painted pixels agree to {} (IoU)", limits.overlap));
            }
            words.push(format!("mean difference at most {} levels", limits.mean));
            if limits.largest < ANY {
                words.push(format!("largest at most {}", limits.largest));
            }
            words.join(", ")
        };
        match self {
            Self::Exact => "every mask and the picture, to the bit".to_owned(),
            Self::Masks(limits) => format!("every mask to the bit; {}", within(limits)),
            Self::Picture(limits) => within(limits),
            Self::Grey(limits) => format!("to the grey masks drawn by Pillow: {}", within(limits)),
            Self::Lengths => "every text, to the byte, with pycocotools' own".to_owned(),
            Self::Coverage => "mask or none at every pixel, exactly".to_owned(),
            Self::Nothing => "—".to_owned(),
        }
    }
}

impl Contender {
    /// The name of what it is compared with in the tables of times.
    pub fn rival(&self) -> &'static str {
        match self.name {
            "pycocotools" | "ours lengths" => "ours lengths",
            _ => "ours full",
        }
    }

    /// The order that has its program run it and take the time.
    pub fn order(&self, answer: &str) -> Value {
        match self.place {
            Place::Python | Place::Node => {
                json!({"do": "time", "contender": self.name, "answer": answer})
            }
            Place::Page => {
                json!({"do": "call", "name": "time", "arguments": [self.name, self.runs]})
            }
        }
    }
}
