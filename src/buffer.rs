//! Files that are read a piece at a time.
//!
//! The memory of a wasm never shrinks: a file that is copied into it to be read once leaves a hole of its size. So in a
//! browser the bytes stay where they came, outside it, and only what is being read is copied.

use std::ops::Range;

/// How many bytes are read at a time.
const BLOCK: usize = 16 << 10;

/// The bytes of a file, wherever they are.
pub struct Buffer {
    length: usize,
    copy: Box<dyn Fn(Range<usize>) -> Vec<u8>>,
}

impl Buffer {
    /// A file of this length, and what copies as much of a range as lies within it.
    #[must_use]
    pub fn new(length: usize, copy: Box<dyn Fn(Range<usize>) -> Vec<u8>>) -> Self {
        Self { length, copy }
    }

    pub(crate) const fn length(&self) -> usize {
        self.length
    }

    /// Copies as much of a range as lies within the file.
    pub(crate) fn copy(&self, range: Range<usize>) -> Vec<u8> {
        (self.copy)(range)
    }

    /// Copies some bytes, as many as are best read at a time; none at the end.
    pub(crate) fn block(&self, start: usize) -> Vec<u8> {
        self.copy(start..start.saturating_add(BLOCK))
    }

    /// All blocks from a position on.
    pub(crate) fn blocks(&self, mut start: usize) -> impl Iterator<Item = Vec<u8>> {
        std::iter::from_fn(move || {
            let block = self.block(start);
            start += block.len();
            (!block.is_empty()).then_some(block)
        })
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(bytes: Vec<u8>) -> Self {
        let length = bytes.len();
        let copy = move |range: Range<usize>| {
            let end = range.end.min(length);
            bytes.get(range.start..end).unwrap_or_default().to_vec()
        };
        Self::new(length, Box::new(copy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_of_a_file_are_all_of_it() {
        let bytes: Vec<u8> = (0..=255).cycle().take(2 * BLOCK + 7).collect();
        let buffer = Buffer::from(bytes.clone());
        let read: Vec<u8> = buffer.blocks(0).flatten().collect();
        assert_eq!(read, bytes);
        assert_eq!(buffer.copy(2 * BLOCK..usize::MAX).len(), 7);
        assert!(buffer.copy(usize::MAX - 1..usize::MAX).is_empty());
    }
}
