//! In any kind of container, an element is as wide as text would be.

use anyhow::Result;
use browser_tests::{DESKTOP, PHONE, Site, with_page};
use serde::Deserialize;

/// Measurements of an element in a container, and of text in a container of the same kind.
#[derive(Debug, Deserialize)]
struct Measured {
    container: String,
    width: f64,
    height: f64,
    /// The text's width.
    text: f64,
    /// The width of the container's content box.
    available: f64,
    /// By how much the container's contents overflow it.
    overflow: f64,
}

const MEASURE: &str = "
    const contentWidth = (box, style = getComputedStyle(box)) =>
      box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return [...document.querySelectorAll('section:has(virker-panel)')].map((section) => {
      const panel = section.querySelector('virker-panel');
      const { width, height } = panel.getBoundingClientRect();
      const box = panel.parentElement;
      return {
        container: section.dataset.container,
        width,
        height,
        text: section.nextElementSibling.querySelector('.words').getBoundingClientRect().width,
        available: contentWidth(box),
        overflow: box.scrollWidth - box.clientWidth,
      };
    });";

#[test]
fn an_element_is_as_wide_as_text_in_every_kind_of_container_and_never_wider_than_it() -> Result<()>
{
    with_page(async |page| {
        let site = Site::shipped()?;
        for viewport in [DESKTOP, PHONE] {
            page.open(&site, "containers.html", viewport).await?;
            page.wait_until(
                "every panel is ready",
                // Each waits until somebody is near it.
                "const all = [...document.querySelectorAll('virker-panel')];
                 const next = all.find((one) => !one.shadowRoot?.querySelector('.app[data-ready]'));
                 next?.scrollIntoView(); return !next",
            )
            .await?;
            page.settle().await?;
            let all: Vec<Measured> = page.evaluate(MEASURE, vec![]).await?;
            assert_eq!(all.len(), 18);
            for one in all {
                assert!(one.width >= 0.75 * one.text, "too narrow: {one:?}");
                assert!(one.width <= one.available + 0.5, "too wide: {one:?}");
                assert!(one.overflow <= 0.0, "it overflows: {one:?}");
                // A panel one letter wide was 32,000 px tall.
                assert!(one.height < 16_000.0, "too tall: {one:?}");
                if one.container == "block" {
                    assert!(
                        (one.width - one.available).abs() < 0.5,
                        "it does not fill its container: {one:?}"
                    );
                }
            }
            assert_eq!(page.overflow().await?, 0, "at {} px", viewport.width);
        }
        Ok(())
    })
}
