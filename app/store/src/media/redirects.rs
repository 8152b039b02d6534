//! Where files are that had another address before an editor replaced them.

use domain::media::Format;

use super::rows;
use crate::error::Error;
use crate::sqlite::Store;

/// The file that had an address before it was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedFile {
    /// The hash in its present address.
    pub hash: String,
    pub address: String,
}

/// The file of the library that had this address; of several the one that was replaced last. None where there is none, or it is in
/// the trash.
pub async fn moved_file(store: &Store, hash: &str, filename: &str) -> Result<Option<MovedFile>, Error> {
    let row = sqlx::query!(
        "
        select m.file_hash, m.filename
        from media_redirects r
        join media_files m on m.id = r.media_id and m.deleted_at is null
        where r.file_hash = ? and r.filename = ?
        order by r.replaced_at desc, m.id desc
        limit 1
        ",
        hash,
        filename,
    )
    .fetch_optional(store.readers())
    .await?;
    Ok(row.map(|row| MovedFile { address: rows::address(&row.file_hash, &row.filename), hash: row.file_hash }))
}

/// Where a smaller picture that is gone leads: of a file that was replaced, the picture of the present file that is
/// most like it, or the present picture itself; of a file whose focal point moved, the crop around the present one.
pub async fn moved_variant(store: &Store, hash: &str, shape: &str, format: Format) -> Result<Option<String>, Error> {
    let mut tx = store.begin_read().await?;
    let file = sqlx::query!(
        r#"
        select
            m.id as "id!: i64", m.file_hash as "file_hash!: String", m.filename as "filename!: String",
            m.mime_type as "mime_type!: String"
        from media_files m
        left join media_redirects r on r.media_id = m.id and r.file_hash = ?1
        where m.deleted_at is null
            and m.id in (
                select id from media_files where file_hash = ?1
                union
                select media_id from media_redirects where file_hash = ?1
            )
        order by m.file_hash = ?1 desc, r.replaced_at desc, m.id desc
        limit 1
        "#,
        hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(file) = file else { return Ok(None) };
    let variants = sqlx::query!(
        r#"
        select shape as "shape!: String", mime_type as "mime_type!: String", width as "width!: i64"
        from media_variants
        where media_id = ?
        order by shape
        limit 100
        "#,
        file.id,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let is_replaced = file.file_hash != hash;
    let mut best = None;
    for variant in variants {
        let candidate = Candidate { format: rows::format(&variant.mime_type)?, shape: variant.shape, width: variant.width };
        if let Some(distance) = candidate.distance(shape, format).filter(|_| is_replaced || shape.contains('x'))
            && best.as_ref().is_none_or(|(least, _)| distance < *least)
        {
            best = Some((distance, candidate));
        }
    }
    Ok(match best {
        Some((_, best)) => Some(rows::variant_address(&file.file_hash, &best.shape, &file.filename, best.format)),
        None if is_replaced && rows::format(&file.mime_type)?.is_image() => Some(rows::address(&file.file_hash, &file.filename)),
        None => None,
    })
}

struct Candidate {
    shape: String,
    format: Format,
    width: i64,
}

impl Candidate {
    /// How unlike it is to a variant of this shape and format; the least is the best. None where it shows another part of the
    /// picture. A browser that asked for another format than WebP gets WebP only where there is nothing else, and a picture that is not
    /// smaller than what it asked for is preferred.
    fn distance(&self, shape: &str, format: Format) -> Option<(bool, bool, i64, bool)> {
        let is_webp = |format| format == Format::Webp;
        let (off_kind, off_format) = (is_webp(self.format) != is_webp(format), self.format != format);
        match (cropped_size(shape), cropped_size(&self.shape)) {
            (Some(asked), Some(own)) => (asked == own).then_some((off_kind, false, 0, off_format)),
            (None, None) => {
                let more = self.width - shape.parse::<i64>().ok()?;
                Some((off_kind, more < 0, more.abs(), off_format))
            }
            _ => None,
        }
    }
}

/// `640x360` of `640x360-50-30`; none where the whole picture is shown.
fn cropped_size(shape: &str) -> Option<&str> {
    let size = shape.split_once('-').map_or(shape, |(size, _)| size);
    size.contains('x').then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(shape: &str, format: Format) -> Option<(&'static str, Format)> {
        let all = [
            ("640", Format::Jpeg),
            ("640", Format::Webp),
            ("1280", Format::Jpeg),
            ("1280", Format::Webp),
            ("1400", Format::Webp),
            ("640x360-20-20", Format::Jpeg),
            ("640x360-20-20", Format::Webp),
        ];
        let of = |(shape, format): (&str, Format)| {
            let width = shape.split('x').next().and_then(|width| width.parse().ok()).unwrap_or_default();
            Candidate { shape: shape.to_owned(), format, width }
        };
        let near = all.into_iter().filter_map(|one| of(one).distance(shape, format).map(|distance| (distance, one)));
        near.min_by_key(|(distance, _)| *distance).map(|(_, one)| one)
    }

    #[test]
    fn the_most_alike_picture_is_the_one() {
        assert_eq!(best("640", Format::Jpeg), Some(("640", Format::Jpeg)));
        assert_eq!(best("640", Format::Png), Some(("640", Format::Jpeg)));
        assert_eq!(best("960", Format::Webp), Some(("1280", Format::Webp)));
        assert_eq!(best("2560", Format::Webp), Some(("1400", Format::Webp)));
        assert_eq!(best("1400", Format::Jpeg), Some(("1280", Format::Jpeg)));
        assert_eq!(best("640x360-50-50", Format::Webp), Some(("640x360-20-20", Format::Webp)));
        assert_eq!(best("1200x630-50-50", Format::Jpeg), None);
        assert_eq!(best("x", Format::Jpeg), None);
        assert_eq!(best("-", Format::Jpeg), None);
    }
}
