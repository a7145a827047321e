//! Two values over one input, with where they meet.

use super::super::super::Reckoning;
use super::super::super::report::meeting_in_words;
use super::super::icons::Icon;
use super::super::parts;
use super::super::tag::{Tag, classed, tag};
use super::along;
use crate::calculator::{BREAK_EVEN, Estimate, Meet, Meeting, Point};
use crate::catalogue::BreakEven;
use crate::danish::print_number;
use crate::number::{Decimal, Extent};

/// How many points are computed between two marks of the axis, so that bends
/// are seen.
const BETWEEN: i64 = 4;
/// How far the axis goes beyond where they meet.
const BEYOND: Decimal = Decimal::from_millionths(1_300_000);

/// The numbers behind a curve, and how high they stand on either ground.
struct Plot {
    points: Vec<Point>,
    left: Heights,
    right: Heights,
    /// Where they meet, if they do, and how high that stands.
    meeting: Option<(Decimal, i32)>,
    x: Axis,
    y: Axis,
}

/// How high a value's numbers stand, point by point.
#[derive(Default)]
struct Heights {
    low: Vec<i32>,
    likely: Vec<i32>,
    high: Vec<i32>,
}

impl Plot {
    fn new(reckoning: &Reckoning, curve: &BreakEven) -> Option<Self> {
        let sheet = &reckoning.sheet;
        let meeting = reckoning.results.meeting?;
        let place = sheet.place(&curve.input)?;
        let input = sheet.calculator.inputs.get(place)?;
        // A little beyond where they meet; beyond what is chosen, when they don't.
        let reach = match meeting.estimate() {
            Some(Estimate { high, .. }) => high.multiply(BEYOND)?,
            None => reckoning.number(place)?.add(reckoning.number(place)?)?,
        };
        let x = Axis::to(reach.max(input.step).min(input.max))?;
        let part = x.step.divide(Decimal::whole(BETWEEN))?;
        let own = reckoning.own();
        let mut points = Vec::new();
        let mut reached = Extent::of(Decimal::ZERO);
        for at in 0..=whole(x.end.divide(part)?) {
            let number = part.multiply(Decimal::whole(at))?;
            if (input.min..=input.max).contains(&number) {
                let point = sheet.point(&own, number)?;
                reached.include(point.left.likely);
                reached.include(point.right.high);
                points.push(point);
            }
        }
        let y = Axis::to(reached.high)?;
        let (mut left, mut right) = (Heights::default(), Heights::default());
        for point in &points {
            left.push(&point.left, &y);
            right.push(&point.right, &y);
        }
        let meeting = match meeting.likely {
            Meet::At(number) => sheet
                .point(&own, number)
                .map(|point| (number, y.height(point.right.likely))),
            Meet::Never | Meet::Always => None,
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
        self.low.push(y.height(estimate.low));
        self.likely.push(y.height(estimate.likely));
        self.high.push(y.height(estimate.high));
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
    /// or 5 times a power of ten apart, in four or five steps.
    fn to(reach: Decimal) -> Option<Self> {
        let mut power = Decimal::ONE;
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

    /// As many decimals as the marks need.
    fn decimals(&self) -> u8 {
        (0..6)
            .find(|places| self.step.round(u32::from(*places)) == self.step)
            .unwrap_or(6)
    }

    /// How far down a number stands, when it is this axis that goes up.
    fn height(&self, number: Decimal) -> i32 {
        BOTTOM - along(number, self.end, BOTTOM - TOP)
    }
}

/// One drawing of the curve: the same numbers on a wide and a narrow ground.
struct Ground {
    class: &'static str,
    view_box: &'static str,
    left: i32,
    right: i32,
}

const TOP: i32 = 36;
const BOTTOM: i32 = 270;
const WIDE: Ground = Ground {
    class: "curve curve--wide",
    view_box: "0 0 520 320",
    left: 70,
    right: 506,
};
const NARROW: Ground = Ground {
    class: "curve curve--narrow",
    view_box: "0 0 330 320",
    left: 62,
    right: 316,
};

/// How far that may be off: its bounds, or that it may be never or always.
fn range_in_words(reckoning: &Reckoning, curve: &BreakEven, meeting: &Meeting) -> Option<String> {
    if meeting.has_bounds() {
        let uncertain = meeting.estimate()?.is_uncertain();
        let range = curve.range.as_ref().filter(|_| uncertain)?;
        return Some(reckoning.say(range));
    }
    // What is so in the best case or in the worst is so in all, and has been said.
    if meeting.best == Meet::Never || meeting.worst == Meet::Always {
        return None;
    }
    let outcome = |case: &str, meet| match meet {
        Meet::Never => Some(format!("{case} går det aldrig op.")),
        Meet::Always => Some(format!("{case} går det altid op.")),
        Meet::At(number) => {
            let figures = reckoning.figures(&curve.input)?;
            let number = figures.with_unit(number);
            Some(format!("{case} går det op ved {number}."))
        }
    };
    let mut words = outcome("I det bedste tilfælde", meeting.best)?;
    words.push(' ');
    words.push_str(&outcome("I det værste tilfælde", meeting.worst)?);
    Some(words)
}

/// Two values over the input that is solved for, in words, as a drawing and as
/// a table. Only the words when there is nothing to draw.
pub(in super::super) fn curve(reckoning: &Reckoning, curve: &BreakEven) -> Option<Tag> {
    let range = range_in_words(reckoning, curve, &reckoning.results.meeting?);
    let caption = tag("figcaption")
        .set("id", "curve-title")
        .text(meeting_in_words(reckoning, curve))
        .child(range.map(|range| tag("small").text(range)));
    let figure = classed("figure", "chart").child(caption);
    let Some(plot) = Plot::new(reckoning, curve) else {
        return Some(figure);
    };
    let figure = figure
        .child(drawing(&plot, curve, reckoning, &WIDE))
        .child(drawing(&plot, curve, reckoning, &NARROW))
        .child(table(&plot, curve, reckoning));
    Some(figure)
}

fn words(class: &'static str, (x, y): (i32, i32), anchor: &'static str, words: &str) -> Tag {
    classed("text", class)
        .set("x", x.to_string())
        .set("y", y.to_string())
        .set("text-anchor", anchor)
        .text(words)
}

fn line(class: &'static str, d: &str) -> Tag {
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
    line(class, &path)
}

fn area(class: &'static str, xs: &[i32], heights: &Heights) -> Tag {
    let mut path = String::new();
    trace(xs, &heights.high, false, &mut path);
    trace(xs, &heights.low, true, &mut path);
    path.push('z');
    line(class, &path)
}

fn drawing(plot: &Plot, curve: &BreakEven, reckoning: &Reckoning, ground: &Ground) -> Tag {
    let Ground { left, right, .. } = *ground;
    let x = |number| left + along(number, plot.x.end, right - left);
    let mut xs = Vec::new();
    for point in &plot.points {
        xs.push(x(point.number));
    }
    let mut svg = classed("svg", ground.class)
        .set("viewBox", ground.view_box)
        .set("role", "img")
        .set("aria-labelledby", "curve-title");
    for mark in plot.y.marks() {
        let at = plot.y.height(mark);
        svg = svg
            .child(line("axis", &format!("M{left} {at}H{right}")))
            .child(words(
                "muted",
                (left - 8, at + 5),
                "end",
                &print_number(mark, 0),
            ));
    }
    let figures = reckoning.figures(&curve.left);
    let unit = figures.map_or("", |figures| figures.unit);
    svg = svg.child(words("muted", (0, 16), "start", unit));
    for mark in plot.x.marks() {
        let label = print_number(mark, plot.x.decimals());
        svg = svg.child(words("muted", (x(mark), BOTTOM + 22), "middle", &label));
    }
    let label = |class, at: i32, height: Option<&i32>, anchor, text: &str| {
        let height = height?.saturating_sub(8).max(TOP + 14);
        Some(words(class, (at, height), anchor, &reckoning.say(text)))
    };
    let (first, last) = (plot.right.high.first(), plot.left.likely.last());
    svg.child(words("muted", (right, BOTTOM + 44), "end", &curve.axis))
        .child(area("cost-area", &xs, &plot.right))
        .child(area("saving-area", &xs, &plot.left))
        .child(stroke("cost", &xs, &plot.right.likely))
        .child(stroke("saving", &xs, &plot.left.likely))
        .child(meeting_point(plot, reckoning, &x, (left + right) / 2))
        .child(label(
            "label-cost",
            left + 8,
            first,
            "start",
            &curve.right_label,
        ))
        .child(label(
            "label-saving",
            right - 8,
            last,
            "end",
            &curve.left_label,
        ))
}

/// The point where they meet, with its number.
fn meeting_point(
    plot: &Plot,
    reckoning: &Reckoning,
    x: &dyn Fn(Decimal) -> i32,
    middle: i32,
) -> Option<Tag> {
    let (number, height) = plot.meeting?;
    let at = x(number);
    let figures = reckoning.figures(BREAK_EVEN)?;
    let (aside, anchor) = if at > middle {
        (-10, "end")
    } else {
        (10, "start")
    };
    let label = (at + aside, BOTTOM - 14);
    let label = words("label-point", label, anchor, &figures.with_unit(number));
    let circle = classed("circle", "point")
        .set("cx", at.to_string())
        .set("cy", height.to_string())
        .set("r", "7");
    let plumb = line("plumb", &format!("M{at} {height}V{BOTTOM}"));
    Some(tag("g").child(plumb).child(circle).child(label))
}

fn table(plot: &Plot, curve: &BreakEven, reckoning: &Reckoning) -> Tag {
    let figures = reckoning.figures(&curve.left);
    let print = |number: Option<Decimal>| match (number, &figures) {
        (Some(number), Some(figures)) => tag("td").text(figures.with_unit(number)),
        _ => tag("td").text("–"),
    };
    let columns = [
        curve.axis.as_str(),
        &reckoning.say(&curve.right_label),
        &reckoning.say(&curve.left_label),
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
    let scroll = classed("div", "scroll")
        .set("tabindex", "0")
        .set("role", "group")
        .set("aria-label", "Tabel med tallene bag kurven")
        .child(parts::table(&columns, rows));
    let summary = parts::with_icon(tag("summary"), Icon::Down, "Vis tallene som tabel");
    classed("details", "fold").child(summary).child(scroll)
}
