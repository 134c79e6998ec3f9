//! What a mask costs by the length of its outline, as a plot.

use anyhow::{Context as _, Result, anyhow};
use plotters::prelude::{
    ChartBuilder, Circle, Color as _, IntoDrawingArea as _, IntoFont as _, IntoLogRange as _,
    LineSeries, RGBColor, SVGBackend, SeriesLabelPosition, WHITE,
};
use plotters::style::BLACK;
use serde::Deserialize;
use serde_json::json;

use super::setting::Setting;

/// Where the plot is.
const PLOT: &str = "docs/cost-by-outline.svg";

/// The pictures' colours.
const COLORS: [(&str, RGBColor); 3] = [
    ("1MP", RGBColor(0, 114, 178)),
    ("12MP", RGBColor(213, 94, 0)),
    ("48MP", RGBColor(0, 158, 115)),
];

/// What a mask's cost may depend on.
type Quantity = fn(&Point) -> f64;

/// One mask.
#[derive(Clone, Debug, Deserialize)]
pub struct Point {
    /// The picture's name.
    pub picture: String,
    /// The box's pixels.
    pub box_px: f64,
    /// The outline's length, in pixels' edges.
    pub outline_px: f64,
    /// Grey values to runs, in microseconds.
    pub microseconds: f64,
}

/// Measures masks of many outlines in pictures of all sizes, natively.
///
/// # Errors
/// When the program fails.
pub fn measure(setting: &mut Setting) -> Result<Vec<Point>> {
    let points = setting.ours.ask(&json!({"do": "outline"}))?;
    serde_json::from_value(points).context("The masks' costs cannot be read")
}

/// How closely two quantities follow one another on logarithmic scales, −1 to 1.
pub fn correlation(points: &[Point], by: impl Fn(&Point) -> f64) -> f64 {
    let pairs: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (by(point).ln(), point.microseconds.ln()))
        .collect();
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(a, b)| of(a - x, b - y)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

/// Draws the plot.
///
/// # Errors
/// When the file cannot be written.
pub fn draw(points: &[Point]) -> Result<()> {
    plot(points).map_err(|error| anyhow!("{PLOT} cannot be drawn: {error}"))
}

fn plot(points: &[Point]) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::new(PLOT, (900, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let halves = area.split_evenly((1, 2));
    let axes: [(&str, Quantity); 2] = [
        ("length of the outline, pixels", |point| point.outline_px),
        ("area of the box, pixels", |point| point.box_px),
    ];
    let least = |of: &dyn Fn(&Point) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
    let most = |of: &dyn Fn(&Point) -> f64| points.iter().map(of).fold(0.0, f64::max);
    let times = least(&|it| it.microseconds) * 0.7..most(&|it| it.microseconds) * 1.4;
    for (half, (title, of)) in halves.iter().zip(axes) {
        let across = least(&of) * 0.7..most(&of) * 1.4;
        let mut chart = ChartBuilder::on(half)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(60)
            .build_cartesian_2d(across.clone().log_scale(), times.clone().log_scale())?;
        chart
            .configure_mesh()
            .x_desc(title)
            .y_desc("grey values to runs, microseconds")
            .x_label_formatter(&|value| grouped(*value))
            .y_label_formatter(&|value| grouped(*value))
            .label_style(("sans-serif", 13).into_font())
            .draw()?;
        // Time in proportion: a mask along this line costs twice as much where
        // it is twice as long (left) or has twice the pixels (right).
        let from = across.start.max(1.0);
        let scale = times.start / from;
        let line = [from, across.end].map(|x| (x, (x * scale).min(times.end)));
        chart.draw_series(LineSeries::new(line, BLACK.mix(0.5)))?;
        for (name, color) in COLORS {
            let of_picture = points.iter().filter(|point| point.picture == name);
            let series =
                of_picture.map(|it| Circle::new((of(it), it.microseconds), 4, color.filled()));
            chart
                .draw_series(series)?
                .label(name)
                .legend(move |at| Circle::new(at, 4, color.filled()));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE.mix(0.8))
            .border_style(BLACK.mix(0.2))
            .draw()?;
    }
    area.present()?;
    Ok(())
}

/// A whole number with a space before every third digit from the right.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        let shown = [7.0, 123.0, 1000.0, 10_000_000.0].map(grouped);
        assert_eq!(shown, ["7", "123", "1 000", "10 000 000"]);
    }

    #[test]
    fn proportional_costs_correlate_fully() {
        let point = |outline_px: f64, box_px| Point {
            picture: String::new(),
            box_px,
            outline_px,
            microseconds: outline_px * 3.0,
        };
        let points = [point(1.0, 9.0), point(2.0, 4.0), point(8.0, 5.0)];
        assert!((correlation(&points, |it| it.outline_px) - 1.0).abs() < 1e-9);
        assert!(correlation(&points, |it| it.box_px) < 0.0);
    }
}
