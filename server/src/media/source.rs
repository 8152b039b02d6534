//! Reading a file piece by piece, knowing how much of it is left.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal};

/// Why a file was not taken: its own fault, or the disk's.
#[derive(Debug)]
pub enum Fault {
    Refused(Refusal),
    Disk(io::Error),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// The source from which a file is read.
trait Medium: Read + Seek {}

impl<T: Read + Seek> Medium for T {}

/// A file that is read from its start to its end.
pub struct Source {
    reader: BufReader<Box<dyn Medium>>,
    left: u64,
    format: Format,
    /// It lies within another file: what stands behind its end is left out, whatever it is.
    is_part: bool,
}

impl Source {
    pub fn new(file: &File, format: Format) -> io::Result<Self> {
        let mut file = file.try_clone()?;
        let left = file.metadata()?.len();
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { reader: BufReader::with_capacity(64 * 1024, Box::new(file)), left, format, is_part: false })
    }

    /// A file within another one.
    pub fn of_part(bytes: Vec<u8>, format: Format) -> Self {
        let left = bytes.len() as u64;
        Self { reader: BufReader::new(Box::new(Cursor::new(bytes))), left, format, is_part: true }
    }

    /// Bytes up to the end.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// It ends too early, or says what cannot be.
    pub fn damaged(&self) -> Fault {
        Refusal::Damaged { format: self.format }.into()
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    pub fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.array::<1>()?[0])
    }

    /// At most a few megabytes.
    pub fn bytes(&mut self, length: usize) -> Result<Vec<u8>, Fault> {
        if length as u64 > self.left {
            return Err(self.damaged());
        }
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    pub fn skip(&mut self, length: u64) -> Result<(), Fault> {
        self.copy(length, &mut io::sink())
    }

    pub fn copy(&mut self, length: u64, to: &mut impl Write) -> Result<(), Fault> {
        if length > self.left {
            return Err(self.damaged());
        }
        // `io::copy` asks the system how it may copy each time, which a file of many small parts takes long for.
        let mut missing = length;
        while missing > 0 {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Err(self.damaged());
            }
            let part = buffer.len().min(usize::try_from(missing).unwrap_or(usize::MAX));
            to.write_all(&buffer[..part])?;
            self.reader.consume(part);
            self.left -= part as u64;
            missing -= part as u64;
        }
        Ok(())
    }

    /// Copies up to and without the first byte of this value, which must come.
    pub fn copy_until(&mut self, stop: u8, to: &mut impl Write) -> Result<(), Fault> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Err(self.damaged());
            }
            let found = buffer.iter().position(|byte| *byte == stop);
            let length = found.unwrap_or(buffer.len());
            to.write_all(&buffer[..length])?;
            self.reader.consume(length);
            self.left -= length as u64;
            if found.is_some() {
                return Ok(());
            }
        }
    }

    /// The byte after the next one, without reading either.
    pub fn peek_second(&mut self) -> Result<u8, Fault> {
        if self.reader.buffer().len() < 2 {
            // The buffer holds no more than one byte: the bytes behind it are read again together with it.
            let place = self.reader.stream_position()?;
            self.reader.seek(SeekFrom::Start(place))?;
            self.reader.fill_buf()?;
        }
        match self.reader.buffer() {
            [_, second, ..] => Ok(*second),
            _ => Err(self.damaged()),
        }
    }

    /// Bytes behind the end of a picture are left out (phones put previews there), but a page or an archive there means that the
    /// file pretends to be a picture.
    pub fn refuse_foreign_rest(&mut self) -> Result<(), Fault> {
        let mut window: Vec<u8> = Vec::new();
        while self.left > 0 && !self.is_part {
            let length = self.left.min(64 * 1024) as usize;
            window.extend(self.bytes(length)?);
            if is_foreign(&window) {
                return Err(Refusal::Foreign { format: self.format }.into());
            }
            window.drain(..window.len().saturating_sub(16));
        }
        Ok(())
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Fault> {
        if bytes.len() as u64 > self.left {
            return Err(self.damaged());
        }
        self.reader.read_exact(bytes)?;
        self.left -= bytes.len() as u64;
        Ok(())
    }
}

/// Whether a page, a program or an archive stands in these bytes.
pub fn is_foreign(bytes: &[u8]) -> bool {
    const SIGNS: [&[u8]; 8] = [b"<script", b"<html", b"<!doctype", b"<body", b"<?php", b"<svg", b"%pdf-", b"<iframe"];
    const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
    bytes.iter().enumerate().any(|(place, byte)| match byte {
        b'<' | b'%' => SIGNS.iter().any(|sign| bytes[place..].get(..sign.len()).is_some_and(|at| at.eq_ignore_ascii_case(sign))),
        b'P' => ARCHIVES.iter().any(|sign| bytes[place..].starts_with(sign)),
        _ => false,
    })
}

/// Whether an unpacker would take the end of this file for the end of an archive (APPNOTE 4.3.16).
pub fn ends_as_archive(file: &File) -> io::Result<bool> {
    const RECORD: usize = 22;
    let mut file = file.try_clone()?;
    let length = file.metadata()?.len();
    let tail = length.min(RECORD as u64 + 65_535);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    file.take(tail).read_to_end(&mut bytes)?;
    Ok((0..bytes.len().saturating_sub(RECORD - 1)).any(|place| {
        let record = &bytes[place..];
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(b"PK\x05\x06") && RECORD + comment == record.len()
    }))
}
