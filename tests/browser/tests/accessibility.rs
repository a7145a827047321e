//! Accessibility of every screen in every state: axe's rules, tab order, target sizes, no sideways scrolling.

use anyhow::{Result, bail, ensure};
use browser_tests::screens::Screen;
use browser_tests::{DESKTOP, PHONE, Page, Site, Viewport, axe, tab_order, with_page};

/// The minimum width and height of targets, stricter than WCAG 2.2 AA.
const MIN_TARGET: f64 = 44.0;

/// Runs a check on every screen, and reports all failures at the end.
fn every_screen(viewport: Viewport, check: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let mut screens = Screen::all();
    screens.retain(|screen| screen.exists_at(viewport));
    ensure!(!screens.is_empty(), "there is no screen to check");
    let mut failures = Vec::new();
    for screen in &screens {
        let checked = with_page(async |page| {
            let _site = screen.open(page, viewport).await?;
            check(page).await
        });
        if let Err(error) = checked {
            failures.push(format!("{screen} at {} px: {error:#}", viewport.width));
        }
    }
    if !failures.is_empty() {
        bail!(
            "{} of {} screens:\n{}",
            failures.len(),
            screens.len(),
            failures.join("\n")
        );
    }
    Ok(())
}

/// Checks what people with low vision, without a mouse or with large fingers need.
async fn is_accessible(page: &Page) -> Result<()> {
    let mut failures = Vec::new();
    // The tab order comes last: moving the focus may open or scroll something.
    failures.extend(axe::expect_no_violations(page).await.err());
    failures.extend(does_not_scroll_sideways(page).await.err());
    failures.extend(targets_are_large_enough(page).await.err());
    failures.extend(tab_order::walk(page).await.err());
    if failures.is_empty() {
        return Ok(());
    }
    bail!(
        "{}",
        failures
            .iter()
            .map(|error| format!("{error:#}"))
            .collect::<Vec<_>>()
            .join("\n")
    )
}

async fn does_not_scroll_sideways(page: &Page) -> Result<()> {
    let over = page.overflow().await?;
    ensure!(over == 0, "the page is {over} px too wide");
    Ok(())
}

async fn targets_are_large_enough(page: &Page) -> Result<()> {
    let small: Vec<String> = page
        .evaluate(
            "return roots().filter((root) => root !== document)
               .flatMap((root) => [...root.querySelectorAll('button, select, summary, textarea, input:not([type=checkbox]), label.option')])
               .filter(isVisible)
               .map((el) => [el, el.getBoundingClientRect()])
               // Browsers round to half a pixel.
               .filter(([, box]) => box.width < arguments[0] - 0.5 || box.height < arguments[0] - 0.5)
               .map(([el, box]) => `${el.localName}.${el.className} '${nameOf(el)}' ${box.width} × ${box.height}`)",
            vec![MIN_TARGET.into()],
        )
        .await?;
    ensure!(small.is_empty(), "smaller than {MIN_TARGET} px: {small:#?}");
    Ok(())
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_320_pixels() -> Result<()> {
    every_screen(PHONE, is_accessible)
}

#[test]
fn no_screen_breaks_a_rule_hides_the_focus_or_traps_it_at_1200_pixels() -> Result<()> {
    every_screen(DESKTOP, is_accessible)
}

/// The contrast of a chart's parts in each arena, and without one.
const CHART_CONTRASTS: &str = "
    const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = (colour) => {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data].map((byte) => byte / 255)
        .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (...colours) => {
      const [dark, light] = colours.map(luminance).sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const calculator = els[0];
    const paint = (part, property) => getComputedStyle(calculator.querySelector(part))[property];
    return ['hjem-og-mad', 'familien', 'fritid-og-faellesskab', 'arbejde-og-uddannelse', ''].flatMap((arena) => {
      calculator.dataset.arena = arena;
      const [ground, range] = [paint('.bar__ground', 'fill'), paint('.bar__range', 'stroke')];
      return ['.bar[data-own]', '.bar:not([data-own])'].map((bar) => {
        const fill = paint(`${bar} .bar__fill`, 'fill');
        return [`${arena} ${bar}`, Math.min(contrast(fill, ground), contrast(fill, range))];
      });
    })";

#[test]
fn in_charts_the_range_stands_out_from_the_bar_and_the_bar_from_its_ground() -> Result<()> {
    for host in ["panel.html", "dark.html"] {
        with_page(async |page| {
            let site = Site::shipped()?;
            let host = format!("{host}#virker.panel=1;calculator=madkassen");
            page.open(&site, &host, DESKTOP).await?;
            let calculator = page.panel(0).css(".calculator");
            calculator.css(".bar__range").nth(0).shown().await?;
            let contrasts: Vec<(String, f64)> = calculator
                .evaluate(&format!("(() => {{ {CHART_CONTRASTS} }})()"))
                .await?;
            ensure!(contrasts.len() == 10, "there are other bars: {contrasts:?}");
            for (bar, contrast) in contrasts {
                ensure!(contrast >= 3.0, "{host}: {bar}: {contrast:.2} to 1");
            }
            Ok(())
        })?;
    }
    Ok(())
}
