//! Two values over one input, with where they meet.

use super::super::super::Reckoning;
use super::super::super::report::meeting_in_words;
use super::super::icons::{Icon, icon};
use super::super::tag::{Tag, classed, tag};
use super::along;
use crate::calculator::{BREAK_EVEN, Estimate, Meet, Meeting, Point, fill};
use crate::catalogue::BreakEven;
use crate::danish::print_number;
use crate::join::join;
use crate::number::Decimal;

/// How many points are computed between two marks of the axis, so that bends
/// are seen.
const BETWEEN: i64 = 4;

/// The numbers behind a curve.
struct Plot {
    points: Vec<Point>,
    meeting: Meeting,
    /// Where the axes end, and how far apart their marks stand.
    x_end: Decimal,
    x_step: Decimal,
    y_end: Decimal,
    y_step: Decimal,
}

impl Plot {
    fn new(reckoning: &Reckoning, curve: &BreakEven) -> Option<Self> {
        let meeting = reckoning.results.meeting?;
        let place = reckoning.sheet.place(&curve.input)?;
        let input = reckoning.sheet.calculator.inputs.get(place)?;
        // A little beyond where they meet; beyond what is chosen, when they don't.
        let reach = match meeting.estimate() {
            Some(Estimate { high, .. }) => high.multiply(Decimal::parse("1.3").ok()?)?,
            None => reckoning.number(place)?.add(reckoning.number(place)?)?,
        };
        let reach = reach.max(input.step).min(input.max);
        let (x_end, x_step) = axis(reach)?;
        let part = x_step.divide(Decimal::whole(BETWEEN))?;
        let count = whole(x_end.divide(part)?);
        let numbers = (0..=count).filter_map(|at| part.multiply(Decimal::whole(at)));
        let numbers = numbers.filter(|number| (input.min..=input.max).contains(number));
        let own = reckoning.own();
        let points: Option<Vec<Point>> = numbers
            .map(|number| reckoning.sheet.point(&own, number))
            .collect();
        let points = points?;
        let highest = |of: fn(&Point) -> Decimal| points.iter().map(of).max();
        let left = highest(|point| point.left.likely)?;
        let (y_end, y_step) = axis(left.max(highest(|point| point.right.high)?))?;
        (points.len() > 1).then_some(Self {
            points,
            meeting,
            x_end,
            x_step,
            y_end,
            y_step,
        })
    }

    fn marks(end: Decimal, step: Decimal) -> impl Iterator<Item = Decimal> {
        let count = end.divide(step).map_or(0, whole);
        (0..=count.min(8)).filter_map(move |n| step.multiply(Decimal::whole(n)))
    }
}

fn whole(number: Decimal) -> i64 {
    i64::try_from(number.round(0).millionths() / 1_000_000).unwrap_or(0)
}

/// The round number that an axis ends at so that `reach` is on it, and the
/// distance between its marks: 1, 2 or 5 times a power of ten, in four or five
/// steps.
fn axis(reach: Decimal) -> Option<(Decimal, Decimal)> {
    let mut power = Decimal::ONE;
    loop {
        for factor in [1, 2, 5] {
            let step = power.multiply(Decimal::whole(factor))?;
            let steps = reach.divide(step)?.round_up(0).max(Decimal::ONE);
            if steps <= 5 {
                return Some((step.multiply(steps)?, step));
            }
        }
        power = power.multiply(Decimal::whole(10))?;
    }
}

/// One drawing of the curve: the same numbers on a wide and a narrow ground.
struct Ground {
    class: &'static str,
    width: i32,
    left: i32,
}

const TOP: i32 = 36;
const BOTTOM: i32 = 270;
const WIDE: Ground = Ground {
    class: "curve curve--wide",
    width: 520,
    left: 70,
};
const NARROW: Ground = Ground {
    class: "curve curve--narrow",
    width: 330,
    left: 62,
};

/// How far that may be off: its bounds, or that it may be never or always.
fn range_in_words(reckoning: &Reckoning, curve: &BreakEven, meeting: &Meeting) -> Option<String> {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    if meeting.has_bounds() {
        let certain = meeting.best == meeting.worst;
        let range = curve.range.as_ref().filter(|_| !certain)?;
        return Some(fill(range, sheet, results));
    }
    let mut words = String::new();
    for (case, meet) in [
        ("I det bedste tilfælde", meeting.best),
        ("I det værste tilfælde", meeting.worst),
    ] {
        let outcome = match meet {
            Meet::Never => "går det aldrig op".to_owned(),
            Meet::Always => "går det altid op".to_owned(),
            Meet::At(number) => {
                let figures = sheet.figures(results, &curve.input)?;
                format!("går det op ved {}", figures.with_unit(number))
            }
        };
        words.push_str(&format!("{case} {outcome}. "));
    }
    let alike = meeting.best == meeting.likely && meeting.worst == meeting.likely;
    (!alike).then(|| words.trim_end().to_owned())
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

fn words(class: &'static str, (x, y): (i32, i32), anchor: &'static str, words: String) -> Tag {
    classed("text", class)
        .set("x", x.to_string())
        .set("y", y.to_string())
        .set("text-anchor", anchor)
        .text(words)
}

fn line(class: &'static str, d: String) -> Tag {
    classed("path", class).set("d", d)
}

fn drawing(plot: &Plot, curve: &BreakEven, reckoning: &Reckoning, ground: &Ground) -> Tag {
    let (left, right) = (ground.left, ground.width - 14);
    let x = |number| left + along(number, plot.x_end, right - left);
    let y = |number| BOTTOM - along(number, plot.y_end, BOTTOM - TOP);
    let say = |sentence: &str| fill(sentence, &reckoning.sheet, &reckoning.results);
    let trace = |of: &dyn Fn(&Point) -> Decimal, backwards: bool| {
        let mut points: Vec<String> = plot
            .points
            .iter()
            .map(|point| format!("{} {}", x(point.number), y(of(point))))
            .collect();
        if backwards {
            points.reverse();
        }
        join(&points, "L")
    };
    let stroke =
        |class, of: &dyn Fn(&Point) -> Decimal| line(class, format!("M{}", trace(of, false)));
    let area = |class, low: &dyn Fn(&Point) -> Decimal, high: &dyn Fn(&Point) -> Decimal| {
        line(
            class,
            format!("M{}L{}z", trace(high, false), trace(low, true)),
        )
    };
    let rows = Plot::marks(plot.y_end, plot.y_step).flat_map(|mark| {
        let at = y(mark);
        [
            line("axis", format!("M{left} {at}H{right}")),
            words("muted", (left - 8, at + 5), "end", print_number(mark, 0)),
        ]
    });
    let decimals = decimals_of(plot.x_step);
    let columns = Plot::marks(plot.x_end, plot.x_step).map(|mark| {
        let label = print_number(mark, decimals);
        words("muted", (x(mark), BOTTOM + 22), "middle", label)
    });
    let unit = reckoning.sheet.figures(&reckoning.results, &curve.left);
    let unit = unit
        .map(|figures| figures.unit.to_owned())
        .unwrap_or_default();
    let label = |class, (at, high): (i32, i32), anchor, text: &str| {
        words(class, (at, (high - 8).max(TOP + 14)), anchor, say(text))
    };
    let (first, last) = (plot.points.first(), plot.points.last());
    let right_label = first.map(|point| {
        let at = (left + 8, y(point.right.high));
        label("label-cost", at, "start", &curve.right_label)
    });
    let left_label = last.map(|point| {
        let at = (right - 8, y(point.left.likely));
        label("label-saving", at, "end", &curve.left_label)
    });
    classed("svg", ground.class)
        .set("viewBox", format!("0 0 {} 320", ground.width))
        .set("role", "img")
        .set("aria-labelledby", "curve-title")
        .children(rows)
        .child(words("muted", (0, 16), "start", unit))
        .children(columns)
        .child(words(
            "muted",
            (right, BOTTOM + 44),
            "end",
            curve.axis.clone(),
        ))
        .child(area("cost-area", &|point| point.right.low, &|point| {
            point.right.high
        }))
        .child(area("saving-area", &|point| point.left.low, &|point| {
            point.left.high
        }))
        .child(stroke("cost", &|point| point.right.likely))
        .child(stroke("saving", &|point| point.left.likely))
        .child(meeting_point(plot, reckoning, x, y, (left + right) / 2))
        .child(right_label)
        .child(left_label)
}

/// The point where they meet, with its number.
fn meeting_point(
    plot: &Plot,
    reckoning: &Reckoning,
    x: impl Fn(Decimal) -> i32,
    y: impl Fn(Decimal) -> i32,
    middle: i32,
) -> Option<Tag> {
    let Meet::At(number) = plot.meeting.likely else {
        return None;
    };
    let point = reckoning.sheet.point(&reckoning.own(), number)?;
    let (at, height) = (x(number), y(point.right.likely));
    let figures = reckoning.sheet.figures(&reckoning.results, BREAK_EVEN)?;
    let (aside, anchor) = if at > middle {
        (-10, "end")
    } else {
        (10, "start")
    };
    let label = (at + aside, BOTTOM - 14);
    let label = words("label-point", label, anchor, figures.with_unit(number));
    let circle = classed("circle", "point")
        .set("cx", at.to_string())
        .set("cy", height.to_string())
        .set("r", "7");
    let plumb = line("plumb", format!("M{at} {height}V{BOTTOM}"));
    Some(tag("g").child(plumb).child(circle).child(label))
}

/// As many decimals as the axis' marks need.
fn decimals_of(step: Decimal) -> u8 {
    (0..6)
        .find(|places| step.round(u32::from(*places)) == step)
        .unwrap_or(6)
}

fn table(plot: &Plot, curve: &BreakEven, reckoning: &Reckoning) -> Tag {
    let figures = reckoning.sheet.figures(&reckoning.results, &curve.left);
    let print = |number: Option<Decimal>| {
        let printed = number
            .zip(figures.as_ref())
            .map(|(number, figures)| figures.with_unit(number));
        tag("td").text(printed.unwrap_or_else(|| "–".to_owned()))
    };
    let say = |sentence: &str| fill(sentence, &reckoning.sheet, &reckoning.results);
    let column = |words: String| tag("th").set("scope", "col").text(words);
    let head = [
        curve.axis.clone(),
        say(&curve.right_label),
        say(&curve.left_label),
        "Forskel".to_owned(),
    ];
    let decimals = decimals_of(plot.x_step);
    let on_marks = plot.points.iter().filter(|point| {
        let marks = point.number.divide(plot.x_step);
        marks.is_some_and(Decimal::is_whole)
    });
    let rows = on_marks.map(|point| {
        let (left, right) = (point.left.likely, point.right.likely);
        let number = print_number(point.number, decimals);
        tag("tr")
            .child(tag("th").set("scope", "row").text(number))
            .child(print(Some(right)))
            .child(print(Some(left)))
            .child(print(left.subtract(right)))
    });
    let table = classed("table", "table")
        .child(tag("thead").child(tag("tr").children(head.into_iter().map(column))))
        .child(tag("tbody").children(rows));
    let scroll = classed("div", "scroll")
        .set("tabindex", "0")
        .set("role", "group")
        .set("aria-label", "Tabel med tallene bag kurven")
        .child(table);
    classed("details", "fold")
        .child(
            tag("summary")
                .child(icon(Icon::Down))
                .text("Vis tallene som tabel"),
        )
        .child(scroll)
}
