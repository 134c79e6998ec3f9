//! File names that every system takes, made by us from a label that a model
//! wrote. Never longer than 60 letters, never a path.

/// `label` as lower-case ASCII letters, digits and hyphens; `object` when
/// nothing is left of it.
///
/// ```
/// use masque::export::slug;
/// assert_eq!(slug("../Red cup (left)"), "red-cup-left");
/// assert_eq!(slug("カップ"), "object");
/// ```
pub fn slug(label: &str) -> String {
    let mut slug = String::new();
    for word in label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if slug.len() + 1 + word.len() > 60 {
            if slug.is_empty() {
                slug.extend(word.chars().take(60));
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        "object".to_owned()
    } else {
        slug.to_ascii_lowercase()
    }
}

/// `NN-label`, counted from 1: the number keeps names apart and rules out the
/// ones that Windows reserves.
///
/// ```
/// assert_eq!(masque::export::numbered(2, Some("CON")), "03-con");
/// ```
pub fn numbered(index: usize, label: Option<&str>) -> String {
    format!("{:02}-{}", index + 1, slug(label.unwrap_or("object")))
}
