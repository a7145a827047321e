//! The break-even curve: two values over one input, and where they cross.

use super::super::super::report::break_even_in_words;
use super::super::super::{CalculatorState, Table};
use super::super::context::ViewContext;
use super::super::numbers::fold;
use super::super::parts::scrolled;
use super::super::tag::{IntoText, Tag, classed, copied, tag};
use super::axis::{Axis, FULL};
use super::shapes::title;
use crate::calculator::{BREAK_EVEN, BreakEven, Crossing, Estimate, Point};
use crate::catalogue::BreakEvenCurve;
use crate::danish::{end_sentence, print_number};
use crate::number::{Decimal, Extent};

/// How many points are computed from one mark of the axis to the next, so that bends are visible.
const POINTS_PER_STEP: i64 = 4;
/// How far the axis reaches beyond the break-even.
const REACH: Decimal = Decimal::from_millionths(1_300_000);

/// The points of a curve and their positions.
struct Plot {
    points: Vec<Point>,
    left: Heights,
    right: Heights,
    /// The break-even, if there is one: the input's number, and the distance from the top in thousandths.
    crossing: Option<(Decimal, i32)>,
    x: Axis,
    y: Axis,
}

/// A value's distance from the top at each point, in thousandths.
#[derive(Default)]
struct Heights {
    low: Vec<i32>,
    likely: Vec<i32>,
    high: Vec<i32>,
}

impl Plot {
    fn new(state: &CalculatorState, curve: &BreakEvenCurve) -> Option<Self> {
        let compiled = &state.compiled;
        let break_even = state.results.break_even?;
        let index = compiled.index_of(&curve.input)?;
        let input = compiled.definition.inputs.get(index)?;
        // A little beyond the break-even; without one, beyond the chosen number.
        let reach = match break_even.estimate() {
            Some(Estimate { high, .. }) => high.multiply(REACH)?,
            None => state.number(index)?.add(state.number(index)?)?,
        };
        let x = Axis::to(reach.max(input.step).min(input.max), input.decimals)?;
        let part = x.step.divide(Decimal::whole(POINTS_PER_STEP))?;
        let decimals = state.figures(&curve.left)?.decimals;
        let mut curve = compiled.curve(&state.own())?;
        let mut points = Vec::new();
        let mut reached = Extent::of(Decimal::ZERO);
        for at in 0..=whole(x.end.divide(part)?) {
            let number = part.multiply(Decimal::whole(at))?;
            if (input.min..=input.max).contains(&number) {
                let point = curve.point(number)?;
                reached.include(point.left.likely);
                reached.include(point.right.high);
                points.push(point);
            }
        }
        let y = Axis::to(reached.high, decimals)?;
        let (mut left, mut right) = (Heights::default(), Heights::default());
        for point in &points {
            left.push(&point.left, &y);
            right.push(&point.right, &y);
        }
        let crossing = match break_even.likely {
            Crossing::At(number) => curve
                .point(number)
                .map(|point| (number, FULL - y.along(point.right.likely))),
            Crossing::Never | Crossing::Always => None,
        };
        (points.len() > 1).then_some(Self {
            points,
            left,
            right,
            crossing,
            x,
            y,
        })
    }
}

impl Heights {
    fn push(&mut self, estimate: &Estimate, y: &Axis) {
        self.low.push(FULL - y.along(estimate.low));
        self.likely.push(FULL - y.along(estimate.likely));
        self.high.push(FULL - y.along(estimate.high));
    }
}

fn whole(number: Decimal) -> i64 {
    i64::try_from(number.round(0).millionths() / 1_000_000).unwrap_or(0)
}

/// The smallest distance of a label from the top, so that it stays inside the drawing.
const MIN_TOP: i32 = 80;

/// How far the break-even may be off: its bounds, or that there may be none.
fn range_in_words(
    state: &CalculatorState,
    curve: &BreakEvenCurve,
    break_even: &BreakEven,
) -> Option<String> {
    if break_even.has_bounds() {
        let uncertain = break_even.estimate()?.is_uncertain();
        let range = curve.range.as_ref().filter(|_| uncertain)?;
        return Some(state.say(range));
    }
    // Never in the best case means never at all, and always in the worst case means always: the caption says that.
    if break_even.best == Crossing::Never || break_even.worst == Crossing::Always {
        return None;
    }
    let outcome = |case: &str, crossing| match crossing {
        Crossing::Never => Some(format!("{case} går det aldrig op.")),
        Crossing::Always => Some(format!("{case} går det altid op.")),
        Crossing::At(number) => {
            let figures = state.figures(&curve.input)?;
            let mut words = format!("{case} går det lige op ved {}", figures.with_unit(number));
            end_sentence(&mut words);
            Some(words)
        }
    };
    let mut words = outcome("I det bedste tilfælde", break_even.best)?;
    words.push(' ');
    words.push_str(&outcome("I det værste tilfælde", break_even.worst)?);
    Some(words)
}

/// The break-even in words, as a drawing and as a table. Only the words when there is nothing to draw.
pub(in super::super) fn curve(
    cx: &ViewContext<'_>,
    id: &str,
    state: &CalculatorState,
    curve: &BreakEvenCurve,
) -> Option<Tag> {
    let range = range_in_words(state, curve, &state.results.break_even?);
    let caption = title(cx.heading(1), break_even_in_words(state, curve))
        .set("id", "curve-title")
        .child(range.map(|range| tag("small").text(range)));
    let figure = classed("figure", "chart").child(caption);
    let Some(plot) = Plot::new(state, curve) else {
        return Some(figure);
    };
    let table = state.curve_unfolded.then(|| table(&plot, curve, state));
    let [right, left] = [&curve.right_label, &curve.left_label].map(|label| state.say(label));
    // Shown instead of the names at the lines where there is too little room for those.
    let legend = classed("div", "legend")
        .child(classed("span", "cost").text(&right))
        .child(classed("span", "saving").text(&left));
    let figure = figure
        .child(legend)
        .child(drawing(&plot, curve, state, [&right, &left]))
        .child(tag("small").text(&curve.axis))
        .child(fold(cx, id, Table::Curve, "Vis tallene som tabel", table));
    Some(figure)
}

/// A position on an axis as SVG writes it: `62.5%`.
fn percent(thousandths: i32) -> String {
    let mut percent = (thousandths / 10).to_string();
    percent.push('.');
    percent.push_str(&(thousandths % 10).to_string());
    percent.push('%');
    percent
}

/// Words at a point. The style decides on which side.
fn words(class: &'static str, x: i32, y: i32, words: impl IntoText) -> Tag {
    classed("text", class)
        .set("x", percent(x))
        .set("y", percent(y))
        .text(words)
}

fn line(class: &'static str, x: (i32, i32), y: (i32, i32)) -> Tag {
    classed("line", class)
        .set("x1", percent(x.0))
        .set("x2", percent(x.1))
        .set("y1", percent(y.0))
        .set("y2", percent(y.1))
}

fn path(class: &'static str, d: String) -> Tag {
    classed("path", class).set("d", d)
}

/// Appends a line through these points, forwards or backwards, to a path.
fn trace(xs: &[i32], ys: &[i32], backwards: bool, path: &mut String) {
    for (index, _) in xs.iter().enumerate() {
        let at = match backwards {
            true => xs.len() - 1 - index,
            false => index,
        };
        if let (Some(x), Some(y)) = (xs.get(at), ys.get(at)) {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path.push_str(&x.to_string());
            path.push(' ');
            path.push_str(&y.to_string());
        }
    }
}

fn stroke(class: &'static str, xs: &[i32], ys: &[i32]) -> Tag {
    let mut path = String::new();
    trace(xs, ys, false, &mut path);
    self::path(class, path)
}

fn area(class: &'static str, xs: &[i32], heights: &Heights) -> Tag {
    let mut path = String::new();
    trace(xs, &heights.high, false, &mut path);
    trace(xs, &heights.low, true, &mut path);
    path.push('z');
    self::path(class, path)
}

/// The drawing. It is as wide as its box and as high as the style says. Words and lines are placed by per cent, so that
/// letters and strokes keep their size on a phone and on a projector. Paths cannot be placed so and are stretched.
fn drawing(
    plot: &Plot,
    curve: &BreakEvenCurve,
    state: &CalculatorState,
    [right, left]: [&str; 2],
) -> Tag {
    let mut xs = Vec::new();
    for point in &plot.points {
        xs.push(plot.x.along(point.number));
    }
    // In groups of their own: Yew matches by position, and one mark more must not make it draw everything anew.
    let (mut lines, mut heights, mut numbers) = (tag("g"), tag("g"), tag("g"));
    let (scale, counted) = plot.y.scale();
    for mark in plot.y.marks() {
        let label = mark.divide(scale).unwrap_or(mark);
        let at = FULL - plot.y.along(mark);
        let label = print_number(label, plot.y.decimals());
        lines = lines.child(line("axis", (0, FULL), (at, at)));
        heights = heights.child(words("at-height", 0, at, label));
    }
    let figures = state.figures(&curve.left);
    let unit = figures.map_or("", |figures| figures.unit);
    let unit = words("unit", 0, 0, counted.to_owned() + unit);
    for mark in plot.x.marks() {
        let label = print_number(mark, plot.x.decimals());
        numbers = numbers.child(words("at-number", plot.x.along(mark), FULL, label));
    }
    let paths = tag("svg")
        .set("viewBox", "0 0 1000 1000")
        .set("preserveAspectRatio", "none")
        .child(area("cost-area", &xs, &plot.right))
        .child(area("saving-area", &xs, &plot.left))
        .child(stroke("cost", &xs, &plot.right.likely))
        .child(stroke("saving", &xs, &plot.left.likely));
    let label = |class, at, height: Option<&i32>, text: &str| {
        let height = (*height?).max(MIN_TOP);
        Some(words(class, at, height, copied(text)))
    };
    let (first, last) = (plot.right.high.first(), plot.left.likely.last());
    classed("svg", "curve")
        .set("role", "img")
        .set("aria-labelledby", "curve-title")
        .child(lines)
        .child(heights)
        .child(unit)
        .child(numbers)
        .child(paths)
        .child(break_even_point(plot, state))
        .child(label("label-cost", 0, first, right))
        .child(label("label-saving", FULL, last, left))
}

/// The break-even's point, with its number.
fn break_even_point(plot: &Plot, state: &CalculatorState) -> Option<Tag> {
    let (number, height) = plot.crossing?;
    let at = plot.x.along(number);
    let figures = state.figures(BREAK_EVEN)?;
    // The words are on the side with more room.
    let class = match at > FULL * 3 / 5 {
        true => "label-point label-before",
        false => "label-point",
    };
    let circle = classed("circle", "point")
        .set("cx", percent(at))
        .set("cy", percent(height))
        .set("r", "7");
    let point = tag("g")
        .child(line("plumb", (at, at), (height, FULL)))
        .child(circle)
        .child(words(class, at, FULL, figures.with_unit(number)));
    Some(point)
}

fn table(plot: &Plot, curve: &BreakEvenCurve, state: &CalculatorState) -> Tag {
    let figures = state.figures(&curve.left);
    let print = |number: Option<Decimal>| match (number, &figures) {
        (Some(number), Some(figures)) => tag("td").text(figures.with_unit(number)),
        _ => tag("td").text("–"),
    };
    let columns = [
        curve.axis.as_str(),
        &state.say(&curve.right_label),
        &state.say(&curve.left_label),
        "Forskel",
    ];
    let mut rows = tag("tbody");
    for point in &plot.points {
        let marks = point.number.divide(plot.x.step);
        if !marks.is_some_and(Decimal::is_whole) {
            continue;
        }
        let (left, right) = (point.left.likely, point.right.likely);
        let number = print_number(point.number, plot.x.decimals());
        let row = tag("tr")
            .child(tag("th").set("scope", "row").text(number))
            .child(print(Some(right)))
            .child(print(Some(left)))
            .child(print(left.subtract(right)));
        rows = rows.child(row);
    }
    scrolled("Tabel med tallene bag kurven", &columns, rows)
}
