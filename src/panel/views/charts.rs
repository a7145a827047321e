//! Bars and curve, drawn in SVG with whole numbers, each with its numbers in
//! words: nothing is shown only as a picture.

use super::super::Reckoning;
use super::icons::{Icon, icon};
use super::tag::{Tag, classed, tag};
use crate::calculator::{Estimate, fill};
use crate::catalogue::{Bar, Bars, Curve};
use crate::danish::print_number;
use crate::number::Decimal;

/// How far along `length` a number stands on an axis from 0 to `full`.
fn along(number: Decimal, full: Decimal, length: i128) -> i128 {
    let full = full.millionths();
    if full <= 0 {
        return 0;
    }
    (number.millionths().clamp(0, full).saturating_mul(length)) / full
}

/// Values compared as bars. The longest bar is the highest that anything may
/// be, and nothing begins elsewhere than at 0.
pub(super) fn bars(reckoning: &Reckoning, bars: &Bars) -> Tag {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let full = bars
        .items
        .iter()
        .filter_map(|bar| results.get(&bar.value))
        .map(|estimate| estimate.high)
        .max();
    let full = full.unwrap_or(Decimal::ONE);
    let at = |number| along(number, full, 1000);
    let bar = |bar: &Bar| {
        let figures = sheet.figures(results, &bar.value)?;
        let Estimate { low, likely, high } = figures.estimate;
        let uncertain = low != high;
        let range = tag("path")
            .set("class", "bar__range")
            .set("vector-effect", "non-scaling-stroke")
            .set(
                "d",
                format!(
                    "M{0} 2V6M{0} 4H{1}M{1} 2V6",
                    at(low).max(2),
                    at(high).min(998)
                ),
            );
        let rect = |class: &'static str, width: i128| {
            classed("rect", class)
                .set("width", width.to_string())
                .set("height", "8")
        };
        let track = classed("svg", "bar__track")
            .set("viewBox", "0 0 1000 8")
            .set("preserveAspectRatio", "none")
            .set("aria-hidden", "true")
            .child(rect("bar__ground", 1000))
            .child(rect("bar__fill", at(likely)))
            .child(uncertain.then_some(range));
        let words = format!(
            "Usikkerhed: {} til {}",
            print_number(low, figures.decimals),
            figures.with_unit(high)
        );
        let row = classed("li", "bar")
            .flag("data-own", bar.own)
            .child(tag("b").text(fill(&bar.label, sheet, results)))
            .child(tag("b").text(figures.with_unit(likely)))
            .child(track)
            .child(uncertain.then(|| tag("small").text(words)));
        Some(row)
    };
    classed("figure", "chart")
        .child(tag("figcaption").text(fill(&bars.title, sheet, results)))
        .child(classed("ul", "bars").children(bars.items.iter().filter_map(bar)))
}

/// The numbers behind a curve.
struct Plot {
    cost: Estimate,
    per_step: Estimate,
    break_even: Decimal,
    /// Where the axes end, and how far apart their marks stand.
    x_end: Decimal,
    x_step: Decimal,
    y_end: Decimal,
    y_step: Decimal,
}

impl Plot {
    fn new(reckoning: &Reckoning, curve: &Curve) -> Option<Self> {
        let get = |id: &str| reckoning.results.get(id);
        let (cost, per_step) = (get(&curve.cost)?, get(&curve.saving_per_step)?);
        let break_even = get(&curve.break_even)?;
        if per_step.low <= 0 || cost.low.is_negative() {
            return None;
        }
        let (x_end, x_step) = axis(break_even.high.multiply(Decimal::parse("1.3").ok()?)?)?;
        let (y_end, y_step) = axis(cost.high.max(per_step.likely.multiply(x_end)?))?;
        Some(Self {
            cost,
            per_step,
            break_even: break_even.likely,
            x_end,
            x_step,
            y_end,
            y_step,
        })
    }

    fn marks(end: Decimal, step: Decimal) -> impl Iterator<Item = Decimal> {
        let count = end
            .divide(step)
            .map_or(0, |count| count.round(0).millionths() / 1_000_000);
        (0..=i64::try_from(count).unwrap_or(0).min(8))
            .filter_map(move |n| step.multiply(Decimal::whole(n)))
    }
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
    width: i128,
    left: i128,
}

const TOP: i128 = 36;
const BOTTOM: i128 = 270;
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

/// Savings against a level cost, with where they meet. `None` when there is
/// nothing to draw: a saving of nothing never meets any cost.
pub(super) fn curve(reckoning: &Reckoning, curve: &Curve) -> Option<Tag> {
    let (sheet, results) = (&reckoning.sheet, &reckoning.results);
    let plot = Plot::new(reckoning, curve)?;
    let uncertain = plot.cost.is_uncertain() || plot.per_step.is_uncertain();
    let range = curve.range.as_ref().filter(|_| uncertain);
    let caption = tag("figcaption")
        .set("id", "curve-title")
        .text(fill(&curve.title, sheet, results))
        .child(range.map(|range| tag("small").text(fill(range, sheet, results))));
    let figure = classed("figure", "chart")
        .child(caption)
        .child(drawing(&plot, curve, reckoning, &WIDE))
        .child(drawing(&plot, curve, reckoning, &NARROW))
        .child(table(&plot, curve, reckoning));
    Some(figure)
}

fn words(class: &'static str, (x, y): (i128, i128), anchor: &'static str, words: String) -> Tag {
    classed("text", class)
        .set("x", x.to_string())
        .set("y", y.to_string())
        .set("text-anchor", anchor)
        .text(words)
}

fn line(class: &'static str, d: String) -> Tag {
    classed("path", class).set("d", d)
}

fn drawing(plot: &Plot, curve: &Curve, reckoning: &Reckoning, ground: &Ground) -> Tag {
    let (left, right) = (ground.left, ground.width - 14);
    let x = |number| left + along(number, plot.x_end, right - left);
    let y = |number| BOTTOM - along(number, plot.y_end, BOTTOM - TOP);
    // A saving line ends at the axis' end, or where it leaves the picture's top.
    let end_of = |per_step: Decimal| {
        let top = plot
            .y_end
            .divide(per_step)
            .unwrap_or(plot.x_end)
            .min(plot.x_end);
        (x(top), y(per_step.multiply(top).unwrap_or(plot.y_end)))
    };
    let Estimate { low, likely, high } = plot.per_step;
    let (low, likely, high) = (end_of(low), end_of(likely), end_of(high));
    let cost = |number| y(number);
    let meeting = (x(plot.break_even), y(plot.cost.likely));
    let say = |sentence: &str| fill(sentence, &reckoning.sheet, &reckoning.results);
    let figures = reckoning
        .sheet
        .figures(&reckoning.results, &curve.break_even);
    let meeting_words = figures
        .map(|figures| figures.with_unit(figures.estimate.likely))
        .unwrap_or_default();
    let late = meeting.0 > (left + right) / 2;
    let (aside, anchor) = if late { (-10, "end") } else { (10, "start") };
    let rows = Plot::marks(plot.y_end, plot.y_step).flat_map(|mark| {
        let at = y(mark);
        [
            line("axis", format!("M{left} {at}H{right}")),
            words("muted", (left - 8, at + 5), "end", print_number(mark, 0)),
        ]
    });
    let columns = Plot::marks(plot.x_end, plot.x_step).map(|mark| {
        words(
            "muted",
            (x(mark), BOTTOM + 22),
            "middle",
            print_number(mark, 0),
        )
    });
    let point = classed("circle", "point")
        .set("cx", meeting.0.to_string())
        .set("cy", meeting.1.to_string())
        .set("r", "7");
    let label_cost = words(
        "label-cost",
        (left + 8, (cost(plot.cost.high) - 8).max(TOP + 14)),
        "start",
        say(&curve.cost_label),
    );
    let label_saving = words(
        "label-saving",
        (likely.0 - 8, (likely.1 - 8).max(TOP - 8)),
        "end",
        say(&curve.saving_label),
    );
    classed("svg", ground.class)
        .set("viewBox", format!("0 0 {} 320", ground.width))
        .set("role", "img")
        .set("aria-labelledby", "curve-title")
        .children(rows)
        .child(words("muted", (0, 16), "start", "kr.".to_owned()))
        .children(columns)
        .child(words(
            "muted",
            (right, BOTTOM + 44),
            "end",
            curve.axis.clone(),
        ))
        .child(line(
            "cost-area",
            format!(
                "M{left} {}H{right}V{}H{left}z",
                cost(plot.cost.high),
                cost(plot.cost.low)
            ),
        ))
        .child(line(
            "saving-area",
            format!(
                "M{left} {BOTTOM}L{} {}H{right}L{} {}z",
                high.0, high.1, low.0, low.1
            ),
        ))
        .child(line(
            "cost",
            format!("M{left} {}H{right}", cost(plot.cost.likely)),
        ))
        .child(line(
            "saving",
            format!("M{left} {BOTTOM}L{} {}", likely.0, likely.1),
        ))
        .child(line(
            "plumb",
            format!("M{} {}V{BOTTOM}", meeting.0, meeting.1),
        ))
        .child(point)
        .child(label_cost)
        .child(label_saving)
        .child(words(
            "label-point",
            (meeting.0 + aside, BOTTOM - 14),
            anchor,
            meeting_words,
        ))
}

fn table(plot: &Plot, curve: &Curve, reckoning: &Reckoning) -> Tag {
    let figures = reckoning.sheet.figures(&reckoning.results, &curve.cost);
    let print = |number: Option<Decimal>| {
        let printed = number
            .zip(figures.as_ref())
            .map(|(number, figures)| figures.with_unit(number));
        tag("td").text(printed.unwrap_or_else(|| "–".to_owned()))
    };
    let say = |sentence: &str| fill(sentence, &reckoning.sheet, &reckoning.results);
    let cost = plot.cost.likely;
    let column = |words: String| tag("th").set("scope", "col").text(words);
    let head = [
        curve.axis.clone(),
        say(&curve.cost_label),
        say(&curve.saving_label),
        "Forskel".to_owned(),
    ];
    let rows = Plot::marks(plot.x_end, plot.x_step).map(|mark| {
        let saved = plot.per_step.likely.multiply(mark);
        tag("tr")
            .child(tag("th").set("scope", "row").text(print_number(mark, 0)))
            .child(print(Some(cost)))
            .child(print(saved))
            .child(print(saved.and_then(|saved| saved.subtract(cost))))
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
