//! Tables as files that spreadsheets open: RFC 4180 but for the delimiter, in UTF-8, written row by row, and no cell that a spreadsheet would compute.

use app::text::UiLanguage;
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use futures_util::{Stream, StreamExt, stream};

use crate::content_disposition::attachment;
use crate::streamed;

/// Rows that are written at once where they are there at once.
const ROWS_AT_ONCE: usize = 64;

/// The character between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// RFC 4180.
    Comma,
    /// Spreadsheets expect it where the comma stands in numbers; they would put a line with commas into one cell.
    Semicolon,
}

impl Delimiter {
    /// As the spreadsheet of somebody who speaks this language reads it.
    pub fn of(ui_language: UiLanguage) -> Self {
        ui_language.pick(Self::Comma, Self::Semicolon)
    }
}

/// The table as an answer that a browser saves under `file_name`. Rows are asked for as the client takes them; where one cannot
/// be read, the answer breaks off, so that nobody takes a part for the whole.
pub fn answer(
    file_name: &str,
    delimiter: Delimiter,
    head: &[impl AsRef<str>],
    rows: impl Stream<Item = Result<Vec<String>, store::Error>> + Send + 'static,
) -> Response {
    let head = written(delimiter, [head.iter().map(|cell| cell.as_ref().to_owned()).collect()]).map(|line| [BOM, &line].concat());
    let rows = rows.ready_chunks(ROWS_AT_ONCE).map(move |rows| {
        let rows = rows.into_iter().collect::<Result<Vec<_>, _>>();
        let rows = rows.inspect_err(|error| tracing::error!(%error, "a table broke off"));
        written(delimiter, rows.map_err(std::io::Error::other)?)
    });
    let body = streamed::body(stream::iter([head]).chain(rows).map(|piece| piece.map(Bytes::from)));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CONTENT_DISPOSITION, attachment(file_name)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}

/// Spreadsheets take a file without it for one in the system's old encoding.
const BOM: &[u8] = "\u{feff}".as_bytes();

fn written(delimiter: Delimiter, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, std::io::Error> {
    let delimiter = match delimiter {
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
    };
    let mut writer: Writer<Vec<u8>> = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(harmless))?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

/// Every cell stands in quotation marks, so that none is divided where a spreadsheet takes a semicolon for a comma. One that begins
/// like a formula is text behind an apostrophe (OWASP, "CSV Injection"); also with the wide forms, which some spreadsheets take for
/// the narrow ones.
fn harmless(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫']);
    if is_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    fn row(cells: &[&str]) -> Result<Vec<String>, store::Error> {
        Ok(cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    async fn text(response: Response) -> String {
        String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_table_is_written_as_spreadsheets_read_it() {
        let rows = [row(&["Mia, Muster", "a \"b\"\nc"]), row(&["Größe", ""])];
        let response = answer("leads.csv", Delimiter::Comma, &["Name", "Text"], stream::iter(rows));
        assert_eq!(text(response).await, "\u{feff}\"Name\",\"Text\"\r\n\"Mia, Muster\",\"a \"\"b\"\"\nc\"\r\n\"Größe\",\"\"\r\n");
    }

    #[tokio::test]
    async fn a_german_spreadsheet_divides_at_semicolons() {
        let rows = [row(&["Größe; Gewicht", "1,5"])];
        let response = answer("leads.csv", Delimiter::of(UiLanguage::De), &["Name", "Text"], stream::iter(rows));
        assert_eq!(text(response).await, "\u{feff}\"Name\";\"Text\"\r\n\"Größe; Gewicht\";\"1,5\"\r\n");
    }

    #[tokio::test]
    async fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+49 40", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(harmless(cell.into()), format!("'{cell}"));
        }
        assert_eq!(harmless("a=b".into()), "a=b");
        assert_eq!(harmless(String::new()), "");
        let response = answer("x.csv", Delimiter::Comma, &["=A"], stream::iter([row(&["=cmd|' /C calc'!A0"])]));
        assert_eq!(text(response).await, "\u{feff}\"'=A\"\r\n\"'=cmd|' /C calc'!A0\"\r\n");
    }

    #[tokio::test]
    async fn a_row_that_cannot_be_read_breaks_the_answer_off() {
        let response = answer("x.csv", Delimiter::Comma, &["A"], stream::iter([row(&["1"]), Err(store::Error::NotFound)]));
        assert!(response.into_body().collect().await.is_err());
    }
}
