//! Annotations out of a file, for the pictures that are open: known by their names.
//! Never guesses: a name that fits no picture, or two, is told, and so is a picture of
//! another size.

use super::export::own_json;
use super::message::Reply;
use super::plan::Taken;
use super::sheets::Sheets;
use crate::export::read::{ReadProblem, annotations};
use crate::export::safe_name;
use crate::session::words;

impl Sheets {
    /// Reads a file and says onto which of `pictures` what it holds is to be laid.
    pub(super) fn import(&mut self, name: &str, pictures: &[Taken], file: &[u8]) -> Reply {
        let read = match annotations(file) {
            Ok(read) => read,
            Err(problem) => {
                return Reply::NotImported {
                    is_other: matches!(problem, ReadProblem::Broken | ReadProblem::OtherFormat),
                    message: words::not_imported(self.tongue, name, problem),
                };
            }
        };
        let mut messages = words::fault(self.tongue, name, &read.problems);
        let (mut there, mut unmatched) = (Vec::<(u32, usize)>::new(), Vec::new());
        self.import.clear();
        for picture in read.pictures {
            let is_free = |taken: &&Taken| there.iter().all(|(sheet, _)| *sheet != taken.sheet);
            let saved = picture.saved_as.as_deref();
            let saved = saved.and_then(|saved| matching(saved, pictures).filter(is_free));
            let named = || matching(&picture.file, pictures).filter(is_free);
            let Some(taken) = saved.or_else(named) else {
                unmatched.push(picture.file);
                continue;
            };
            let size = [picture.size.width(), picture.size.height()];
            if taken.size != size {
                messages.push(words::other_size(
                    self.tongue,
                    &taken.name,
                    taken.size,
                    size,
                ));
                continue;
            }
            there.push((taken.sheet, picture.things.len()));
            self.import.push(Some(picture));
        }
        if there.is_empty() && !unmatched.is_empty() {
            messages.push(words::no_match(self.tongue, name, &unmatched));
        }
        Reply::Import {
            sheets: there,
            unmatched,
            messages,
        }
    }

    /// What was read for the picture at this place of the last import, as a file of its own. It is let go of.
    pub(super) fn imported(&mut self, place: usize) -> (Reply, Vec<u8>) {
        let Some(picture) = self.import.get_mut(place).and_then(Option::take) else {
            return (self.failed(), Vec::new());
        };
        match own_json(picture) {
            Ok(bytes) => (Reply::File, bytes),
            Err(problem) => {
                let said = words::not_exported(self.tongue, &problem, None);
                (Reply::Refused(said), Vec::new())
            }
        }
    }
}

/// The picture of this name: the very same, or the only one whose name is it but for its
/// ending or for what no system takes.
fn matching<'a>(name: &str, pictures: &'a [Taken]) -> Option<&'a Taken> {
    let only = |is_same: &dyn Fn(&str) -> bool| {
        let mut found = pictures.iter().filter(|taken| is_same(&taken.name));
        found.next().filter(|_| found.next().is_none())
    };
    let stem = |name: &str| {
        let safe = safe_name(name).to_lowercase();
        safe.rsplit_once('.')
            .map_or(safe.clone(), |(stem, _)| stem.to_owned())
    };
    only(&|other| other == name)
        .or_else(|| only(&|other| safe_name(other) == safe_name(name)))
        .or_else(|| only(&|other| stem(other) == stem(name)))
}
