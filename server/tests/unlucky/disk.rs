//! A disk that is small enough to be full, or, where nobody may mount one, a limit that lets no file take a byte.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rlimit::Resource;

use crate::support::program::Program;

pub struct Disk {
    folder: tempfile::TempDir,
    is_mounted: bool,
}

impl Disk {
    pub fn new(megabytes: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "magnetiq-test"]).arg(folder.path());
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        Self { folder, is_mounted }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn is_mounted(&self) -> bool {
        self.is_mounted
    }

    /// Ends a program while nothing has room, and gives the room back.
    pub fn end_full(&self, program: Program) {
        program.end();
        if self.is_mounted {
            fs::remove_file(self.path().join("filler")).unwrap();
        }
    }

    /// From now on nothing more has room.
    pub fn fill(&self, program: &Program) {
        if !self.is_mounted {
            return limit(program, 0);
        }
        let mut filler = File::create(self.path().join("filler")).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
    }

    /// There is room again.
    pub fn free(&self, program: &Program) {
        if !self.is_mounted {
            return limit(program, rlimit::INFINITY);
        }
        fs::remove_file(self.path().join("filler")).unwrap();
    }
}

/// Only the soft limit: the hard one is not ours to raise again.
fn limit(program: &Program, bytes: u64) {
    let id = program.id().try_into().unwrap();
    rlimit::prlimit(id, Resource::FSIZE, Some((bytes, rlimit::INFINITY)), None).unwrap();
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.is_mounted {
            // Lazily, for a program that is still being ended.
            let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
        }
    }
}
