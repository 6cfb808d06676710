//! Reads the picture of a cover: a PNG file becomes dots on white, no more of them than print can show.

use super::document::Logo;

/// A wider or higher picture is no logo.
const MOST_DOTS: u32 = 8000;
/// Dots beyond which a picture is made smaller: 300 to the inch where it is as large as the cover allows.
const ENOUGH: (u32, u32) = (800, 200);

/// Why a file is not a picture for the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoProblem {
    /// It does not begin as a PNG file does.
    NotPng,
    /// It begins as one, and cannot be read to its end.
    Damaged,
    /// It has more bytes or dots than a logo needs.
    TooLarge,
}

impl Logo {
    /// A larger file is no logo.
    pub const MOST_BYTES: u64 = 5_000_000;

    /// Reads a PNG file.
    ///
    /// # Errors
    ///
    /// If it is no PNG file, a damaged one, or larger than [`Self::MOST_BYTES`] or 8,000 dots one way.
    pub fn read(png: &[u8]) -> Result<Self, LogoProblem> {
        if !png.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Err(LogoProblem::NotPng);
        }
        if png.len() as u64 > Self::MOST_BYTES {
            return Err(LogoProblem::TooLarge);
        }
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|_| LogoProblem::Damaged)?;
        let (width, height) = reader.info().size();
        if width > MOST_DOTS || height > MOST_DOTS {
            return Err(LogoProblem::TooLarge);
        }
        let size = reader.output_buffer_size().ok_or(LogoProblem::TooLarge)?;
        let mut read = vec![0; size];
        let frame = reader.next_frame(&mut read).map_err(|_| LogoProblem::Damaged)?;
        // What lies behind the picture has to be whole too, or it is told as damaged in a viewer.
        reader.finish().map_err(|_| LogoProblem::Damaged)?;
        let channels = frame.color_type.samples();
        let on_white = |dot: &[u8]| match *dot {
            [grey] => [grey; 3],
            [grey, alpha] => [over_white(grey, alpha); 3],
            [red, green, blue] => [red, green, blue],
            [red, green, blue, alpha] => [red, green, blue].map(|part| over_white(part, alpha)),
            _ => [255; 3],
        };
        let dots: Vec<[u8; 3]> = read[..frame.buffer_size()].chunks_exact(channels).map(on_white).collect();
        Ok(smaller(png, width, height, &dots))
    }
}

/// Returns a part of a colour as it looks on white paper.
fn over_white(part: u8, alpha: u8) -> u8 {
    let (part, alpha) = (u32::from(part), u32::from(alpha));
    ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Makes a picture smaller by a whole factor, each dot the mean of those it stands for.
fn smaller(png: &[u8], width: u32, height: u32, dots: &[[u8; 3]]) -> Logo {
    let factor = (width / ENOUGH.0).min(height / ENOUGH.1).max(1);
    let (across, down) = (width / factor, height / factor);
    let mut made = Vec::with_capacity((across * down * 3) as usize);
    for (y, x) in (0..down).flat_map(|y| (0..across).map(move |x| (y, x))) {
        let inside = (0..factor).flat_map(|dy| (0..factor).map(move |dx| (y * factor + dy, x * factor + dx)));
        let sums = inside.map(|(row, column)| dots[(row * width + column) as usize]).fold([0_u32; 3], |sums, dot| {
            [sums[0] + u32::from(dot[0]), sums[1] + u32::from(dot[1]), sums[2] + u32::from(dot[2])]
        });
        made.extend(sums.map(|sum| (sum / (factor * factor)) as u8));
    }
    Logo { png: png.to_vec(), width: across, height: down, dots: made }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, color: png::ColorType, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("memory takes it");
        writer.write_image_data(data).expect("the data fits");
        writer.finish().expect("memory takes it");
        bytes
    }

    #[test]
    fn what_is_transparent_lies_on_white() {
        let data = [200, 0, 0, 255, 200, 0, 0, 0, 0, 0, 0, 128];
        let logo = Logo::read(&png(3, 1, png::ColorType::Rgba, &data)).expect("a picture");
        assert_eq!((logo.width, logo.height), (3, 1));
        assert_eq!(logo.dots, [200, 0, 0, 255, 255, 255, 127, 127, 127]);
        let logo = Logo::read(&png(2, 1, png::ColorType::GrayscaleAlpha, &[10, 255, 10, 0])).expect("a picture");
        assert_eq!(logo.dots, [10, 10, 10, 255, 255, 255]);
    }

    #[test]
    fn a_large_picture_is_made_smaller_by_its_means() {
        let (width, height) = (2400, 600);
        let data: Vec<u8> = (0..width * height).map(|at| if at % 3 == 0 { 255 } else { 0 }).collect();
        let logo = Logo::read(&png(width, height, png::ColorType::Grayscale, &data)).expect("a picture");
        assert_eq!((logo.width, logo.height, logo.dots.len()), (800, 200, 480_000));
        assert!(logo.dots.iter().all(|&part| part == 85));
    }

    #[test]
    fn what_is_no_whole_picture_is_told() {
        let good = png(40, 40, png::ColorType::Grayscale, &[7; 1600]);
        assert!(Logo::read(&good).is_ok());
        assert_eq!(Logo::read(b"GIF89a"), Err(LogoProblem::NotPng));
        assert_eq!(Logo::read(b""), Err(LogoProblem::NotPng));
        for cut in 8..good.len() - 12 {
            assert_eq!(Logo::read(&good[..cut]), Err(LogoProblem::Damaged), "cut at {cut}");
        }
        let mut wrong = good.clone();
        wrong[50] ^= 0xff;
        assert_eq!(Logo::read(&wrong), Err(LogoProblem::Damaged));
        let wide = png(9000, 1, png::ColorType::Grayscale, &[7; 9000]);
        assert_eq!(Logo::read(&wide), Err(LogoProblem::TooLarge));
        let mut heavy = good;
        heavy.resize(Logo::MOST_BYTES as usize + 1, 0);
        assert_eq!(Logo::read(&heavy), Err(LogoProblem::TooLarge));
    }
}
