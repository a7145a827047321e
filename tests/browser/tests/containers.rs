//! An element in the boxes that hosts put it in is as wide as a text would be.

use anyhow::Result;
use browser_tests::{DESK, PHONE, Site, with_page};
use serde::Deserialize;

/// An element in a kind of box, and a text in another of that kind.
#[derive(Debug, Deserialize)]
struct Seen {
    place: String,
    width: f64,
    height: f64,
    /// How wide the text is.
    text: f64,
    /// How wide the box around the element is, padding taken off.
    room: f64,
    /// By how much the box's contents are wider than it.
    overflow: f64,
}

const MEASURE: &str = "
    const roomIn = (box, style = getComputedStyle(box)) =>
      box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return [...document.querySelectorAll('section:has(virker-panel)')].map((section) => {
      const panel = section.querySelector('virker-panel');
      const { width, height } = panel.getBoundingClientRect();
      const box = panel.parentElement;
      return {
        place: section.dataset.place,
        width,
        height,
        text: section.nextElementSibling.querySelector('.words').getBoundingClientRect().width,
        room: roomIn(box),
        overflow: box.scrollWidth - box.clientWidth,
      };
    });";

#[test]
fn an_element_is_as_wide_as_a_text_would_be_in_every_kind_of_box_and_never_wider_than_it()
-> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for view in [DESK, PHONE] {
            page.open(&site, "containers.html", view).await?;
            page.wait_until(
                "every panel stands",
                "const all = [...document.querySelectorAll('virker-panel')];
                 return all.every((one) => one.shadowRoot?.querySelector('.app[data-ready]'))",
            )
            .await?;
            page.settle().await?;
            let all: Vec<Seen> = page.ask(MEASURE, vec![]).await?;
            assert_eq!(all.len(), 18);
            for one in all {
                assert!(one.width >= 0.75 * one.text, "too narrow: {one:?}");
                assert!(one.width <= one.room + 0.5, "too wide: {one:?}");
                assert!(one.overflow <= 0.0, "it sticks out: {one:?}");
                // 32.000 px was a panel of one letter's width.
                assert!(one.height < 16_000.0, "too tall: {one:?}");
                if one.place == "block" {
                    assert!(
                        (one.width - one.room).abs() < 0.5,
                        "it does not fill the line: {one:?}"
                    );
                }
            }
            assert_eq!(page.overflow().await?, 0, "at {} px", view.width);
        }
        Ok(())
    })
}
