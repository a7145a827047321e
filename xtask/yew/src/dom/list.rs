use super::drawn::{first, Drawn};
use super::Spot;
use crate::virtual_dom::VNode;

/// Nodes in a row become others. Those with keys are known by them, and others by where they stand.
pub(super) fn redraw(drawn: &mut Vec<Drawn>, nodes: Vec<VNode>, spot: &Spot<'_>) {
    take_down_unwanted(drawn, &nodes, spot);
    let count = nodes.len();
    for (at, node) in nodes.into_iter().enumerate() {
        bring(drawn, at, &node, spot);
        // What still has its key stands further on in the new row.
        let is_other = |known: &Drawn| known.key().is_some() && known.key() != node.key();
        let end = match drawn.get(at) {
            Some(known) if !is_other(known) => at + 1,
            _ => at,
        };
        let (before, after) = drawn.split_at_mut(end);
        let spot = Spot {
            next: first(after).or(spot.next),
            ..*spot
        };
        match before.get_mut(at) {
            Some(known) => known.redraw(node, &spot),
            None => {
                let new = Drawn::new(node, &spot);
                drawn.insert(at, new);
            }
        }
    }
    for node in drawn.drain(count..) {
        node.take_down(spot.hearing, true);
    }
}

/// Those whose keys are gone go first: what stays would otherwise be moved, and lose the focus in it.
fn take_down_unwanted(drawn: &mut Vec<Drawn>, nodes: &[VNode], spot: &Spot<'_>) {
    let mut at = 0;
    while let Some(known) = drawn.get(at) {
        let unwanted = |key| !nodes.iter().any(|node| node.key() == Some(key));
        if known.key().is_some_and(unwanted) {
            drawn.remove(at).take_down(spot.hearing, true);
        } else {
            at += 1;
        }
    }
}

/// Brings the node of the same key to this place, if it stands further on.
fn bring(drawn: &mut Vec<Drawn>, at: usize, node: &VNode, spot: &Spot<'_>) {
    let Some(key) = node.key() else { return };
    let mut further = drawn.iter().skip(at);
    if let Some(distance @ 1..) = further.position(|known| known.key() == Some(key)) {
        let moved = drawn.remove(at + distance);
        moved.shift(&Spot {
            next: first(&drawn[at..]).or(spot.next),
            ..*spot
        });
        drawn.insert(at, moved);
    }
}
