//! Two values over one input, with where they meet.

use super::super::super::report::meeting_in_words;
use super::super::super::{CalculatorState, Table};
use super::super::numbers::fold;
use super::super::parts::{ViewContext, scrolled};
use super::super::tag::{Tag, classed, tag};
use super::along;
use crate::calculator::{BREAK_EVEN, BreakEven, Crossing, Estimate, Point};
use crate::catalogue::BreakEvenCurve;
use crate::danish::{end_sentence, print_number};
use crate::number::{Decimal, Extent};

/// How many points are computed between two marks of the axis, so that bends
/// are seen.
const BETWEEN: i64 = 4;
/// How far the axis goes beyond where they meet.
const BEYOND: Decimal = Decimal::from_millionths(1_300_000);

/// The numbers behind a curve, and where they stand.
struct Plot {
    points: Vec<Point>,
    left: Heights,
    right: Heights,
    /// Where they meet, if they do, and how far down that stands.
    meeting: Option<(Decimal, i32)>,
    x: Axis,
    y: Axis,
}

/// How far down a value's numbers stand, point by point, in thousandths.
#[derive(Default)]
struct Heights {
    low: Vec<i32>,
    likely: Vec<i32>,
    high: Vec<i32>,
}

impl Plot {
    fn new(state: &CalculatorState, curve: &BreakEvenCurve) -> Option<Self> {
        let compiled = &state.compiled;
        let meeting = state.results.break_even?;
        let place = compiled.index_of(&curve.input)?;
        let input = compiled.definition.inputs.get(place)?;
        // A little beyond where they meet; beyond what is chosen, when they don't.
        let reach = match meeting.estimate() {
            Some(Estimate { high, .. }) => high.multiply(BEYOND)?,
            None => state.number(place)?.add(state.number(place)?)?,
        };
        let x = Axis::to(reach.max(input.step).min(input.max), input.decimals)?;
        let part = x.step.divide(Decimal::whole(BETWEEN))?;
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
        let meeting = match meeting.likely {
            Crossing::At(number) => curve
                .point(number)
                .map(|point| (number, FULL - y.along(point.right.likely))),
            Crossing::Never | Crossing::Always => None,
        };
        (points.len() > 1).then_some(Self {
            points,
            left,
            right,
            meeting,
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

/// Where an axis from 0 ends, and how far apart its marks stand.
struct Axis {
    end: Decimal,
    step: Decimal,
}

impl Axis {
    /// It ends at a round number so that `reach` is on it, and its marks are 1, 2
    /// or 5 times a power of ten apart, in three to five steps: fewer when it
    /// would else need more decimals than its numbers have.
    fn to(reach: Decimal, decimals: u8) -> Option<Self> {
        let mut power = Decimal::ONE;
        for _ in 0..decimals {
            power = power.divide(Decimal::whole(10))?;
        }
        loop {
            for factor in &[1, 2, 5] {
                let step = power.multiply(Decimal::whole(*factor))?;
                let steps = reach.divide(step)?.round_up(0).max(Decimal::ONE);
                if steps <= 5 {
                    let end = step.multiply(steps)?;
                    return Some(Self { end, step });
                }
            }
            power = power.multiply(Decimal::whole(10))?;
        }
    }

    fn marks(&self) -> Vec<Decimal> {
        let mut marks = Vec::new();
        let mut mark = Decimal::ZERO;
        while mark <= self.end {
            marks.push(mark);
            match mark.add(self.step) {
                Some(next) => mark = next,
                None => break,
            }
        }
        marks
    }

    /// What its marks are counted in, so that they are short: ones, thousands or
    /// millions, and the words before the unit.
    fn scale(&self) -> (Decimal, &'static str) {
        let millions = Decimal::whole(1_000_000);
        let thousands = Decimal::whole(1_000);
        if self.step > millions {
            (millions, "mio. ")
        } else if self.step > thousands {
            (thousands, "1.000 ")
        } else {
            (Decimal::ONE, "")
        }
    }

    /// As many decimals as the marks need.
    fn decimals(&self) -> u8 {
        (0..6)
            .find(|places| self.step.round(u32::from(*places)) == self.step)
            .unwrap_or(6)
    }

    /// How far along it a number stands, in thousandths.
    fn along(&self, number: Decimal) -> i32 {
        along(number, self.end, FULL)
    }
}

/// The length of either axis.
const FULL: i32 = 1000;
/// No label stands higher than this, or it would leave the drawing.
const HIGHEST: i32 = 80;

/// How far that may be off: its bounds, or that it may be never or always.
fn range_in_words(
    state: &CalculatorState,
    curve: &BreakEvenCurve,
    meeting: &BreakEven,
) -> Option<String> {
    if meeting.has_bounds() {
        let uncertain = meeting.estimate()?.is_uncertain();
        let range = curve.range.as_ref().filter(|_| uncertain)?;
        return Some(state.say(range));
    }
    // What is so in the best case or in the worst is so in all, and has been said.
    if meeting.best == Crossing::Never || meeting.worst == Crossing::Always {
        return None;
    }
    let outcome = |case: &str, meet| match meet {
        Crossing::Never => Some(format!("{case} går det aldrig op.")),
        Crossing::Always => Some(format!("{case} går det altid op.")),
        Crossing::At(number) => {
            let figures = state.figures(&curve.input)?;
            let mut words = format!("{case} går det op ved {}", figures.with_unit(number));
            end_sentence(&mut words);
            Some(words)
        }
    };
    let mut words = outcome("I det bedste tilfælde", meeting.best)?;
    words.push(' ');
    words.push_str(&outcome("I det værste tilfælde", meeting.worst)?);
    Some(words)
}

/// Two values over the input that is solved for, in words, as a drawing and as
/// a table. Only the words when there is nothing to draw.
pub(in super::super) fn curve(
    cx: &ViewContext<'_>,
    id: &str,
    state: &CalculatorState,
    curve: &BreakEvenCurve,
) -> Option<Tag> {
    let range = range_in_words(state, curve, &state.results.break_even?);
    let caption = tag("figcaption")
        .set("id", "curve-title")
        .text(meeting_in_words(state, curve))
        .child(range.map(|range| tag("small").text(range)));
    let figure = classed("figure", "chart").child(caption);
    let Some(plot) = Plot::new(state, curve) else {
        return Some(figure);
    };
    let table = state.curve_unfolded.then(|| table(&plot, curve, state));
    let [right, left] = [&curve.right_label, &curve.left_label].map(|label| state.say(label));
    // Where the lines are too short for their names, these stand above instead.
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

/// How far along an axis something stands, as SVG has it: `62.5%`.
fn part(thousandths: i32) -> String {
    let mut part = (thousandths / 10).to_string();
    part.push('.');
    part.push_str(&(thousandths % 10).to_string());
    part.push('%');
    part
}

/// Words at a point; the style says on which side of it.
fn words(class: &'static str, x: i32, y: i32, words: &str) -> Tag {
    classed("text", class)
        .set("x", part(x))
        .set("y", part(y))
        .text(words)
}

fn line(class: &'static str, x: (i32, i32), y: (i32, i32)) -> Tag {
    classed("line", class)
        .set("x1", part(x.0))
        .set("x2", part(x.1))
        .set("y1", part(y.0))
        .set("y2", part(y.1))
}

fn path(class: &'static str, d: &str) -> Tag {
    classed("path", class).set("d", d)
}

/// Adds the way through these points, to the right or back, to that which a
/// path already has.
fn trace(xs: &[i32], ys: &[i32], backwards: bool, path: &mut String) {
    for (place, _) in xs.iter().enumerate() {
        let at = match backwards {
            true => xs.len() - 1 - place,
            false => place,
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
    self::path(class, &path)
}

fn area(class: &'static str, xs: &[i32], heights: &Heights) -> Tag {
    let mut path = String::new();
    trace(xs, &heights.high, false, &mut path);
    trace(xs, &heights.low, true, &mut path);
    path.push('z');
    self::path(class, &path)
}

/// The drawing is as wide as its box and as high as the style says: what stands
/// at a point is placed by parts of that, so that letters and strokes keep their
/// size on a phone and on a wall. Only paths cannot be: they are stretched.
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
    let mut svg = classed("svg", "curve")
        .set("role", "img")
        .set("aria-labelledby", "curve-title");
    let (scale, counted) = plot.y.scale();
    for mark in plot.y.marks() {
        let label = mark.divide(scale).unwrap_or(mark);
        let at = FULL - plot.y.along(mark);
        svg = svg.child(line("axis", (0, FULL), (at, at))).child(words(
            "at-height",
            0,
            at,
            &print_number(label, plot.y.decimals()),
        ));
    }
    let figures = state.figures(&curve.left);
    let unit = figures.map_or("", |figures| figures.unit);
    svg = svg.child(words("unit", 0, 0, &(counted.to_owned() + unit)));
    for mark in plot.x.marks() {
        let label = print_number(mark, plot.x.decimals());
        svg = svg.child(words("at-number", plot.x.along(mark), FULL, &label));
    }
    let paths = tag("svg")
        .set("viewBox", "0 0 1000 1000")
        .set("preserveAspectRatio", "none")
        .child(area("cost-area", &xs, &plot.right))
        .child(area("saving-area", &xs, &plot.left))
        .child(stroke("cost", &xs, &plot.right.likely))
        .child(stroke("saving", &xs, &plot.left.likely));
    let label = |class, at, height: Option<&i32>, text: &str| {
        let height = (*height?).max(HIGHEST);
        Some(words(class, at, height, text))
    };
    let (first, last) = (plot.right.high.first(), plot.left.likely.last());
    svg.child(paths)
        .child(meeting_point(plot, state))
        .child(label("label-cost", 0, first, right))
        .child(label("label-saving", FULL, last, left))
}

/// The point where they meet, with its number.
fn meeting_point(plot: &Plot, state: &CalculatorState) -> Option<Tag> {
    let (number, height) = plot.meeting?;
    let at = plot.x.along(number);
    let figures = state.figures(BREAK_EVEN)?;
    // Its words stand on the side that has more room.
    let class = match at > FULL * 3 / 5 {
        true => "label-point label-before",
        false => "label-point",
    };
    let circle = classed("circle", "point")
        .set("cx", part(at))
        .set("cy", part(height))
        .set("r", "7");
    let point = tag("g")
        .child(line("plumb", (at, at), (height, FULL)))
        .child(circle)
        .child(words(class, at, FULL, &figures.with_unit(number)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::danish::parse_number;

    #[test]
    fn marks_are_round_and_large_ones_are_counted_in_thousands_or_millions() {
        let marks = |reach: &str, decimals| {
            let axis = Axis::to(parse_number(reach).unwrap(), decimals).unwrap();
            let (scale, words) = axis.scale();
            let marks: Vec<String> = axis
                .marks()
                .into_iter()
                .map(|mark| print_number(mark.divide(scale).unwrap(), axis.decimals()))
                .collect();
            format!("{words}{}", marks.join(" "))
        };
        assert_eq!(marks("0,7", 1), "0,0 0,2 0,4 0,6 0,8");
        assert_eq!(marks("3", 0), "0 1 2 3");
        assert_eq!(marks("2", 0), "0 1 2");
        assert_eq!(marks("2", 2), "0,0 0,5 1,0 1,5 2,0");
        assert_eq!(marks("4999", 2), "0 1.000 2.000 3.000 4.000 5.000");
        assert_eq!(marks("166600", 0), "1.000 0 50 100 150 200");
        assert_eq!(marks("55000000", 0), "mio. 0 20 40 60");
    }
}
