//! XML files through quick-xml. Never writes a text that XML does not allow:
//! what is written went through [`super::plain`] or [`super::safe_name`].

use super::ExportProblem;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Where an element's content is written.
pub(super) type Xml = Writer<Vec<u8>>;

/// A document whose elements `write` writes.
pub(super) fn document(
    write: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> Result<Vec<u8>, ExportProblem> {
    fragment(|xml| {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        write(xml)
    })
}

/// As [`document`], without the line that says so: for what is pasted elsewhere.
pub(super) fn fragment(
    write: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> Result<Vec<u8>, ExportProblem> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut xml)?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// `<name …>` with what `write` writes in it.
pub(super) fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    write: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let element = xml.create_element(name);
    let element = element.with_attributes(attributes.iter().copied());
    element.write_inner_content(write).map(drop)
}

/// `<name …/>`.
pub(super) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    let element = xml.create_element(name);
    let element = element.with_attributes(attributes.iter().copied());
    element.write_empty().map(drop)
}

/// `<name>text</name>`.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    let element = xml.create_element(name);
    element.write_text_content(BytesText::new(text)).map(drop)
}
