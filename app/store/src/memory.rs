//! How the allocator of glibc gives memory back to the system. Others do so by themselves.

/// Blocks of this size and more are taken from the system one by one.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BLOCK_BYTES: libc::c_int = 1024 * 1024;

/// Large blocks, such as those of password hashing and of request bodies, go back to the system when they are freed, for every
/// thread. By default glibc raises its limit for such blocks to the size of the largest one that was ever freed, and each thread
/// keeps its own (mallopt(3), `M_MMAP_THRESHOLD`). Called once, at the start.
pub fn give_back_large_blocks() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // No crate has a safe form of it.
    #[expect(unsafe_code)]
    // SAFETY: `mallopt` changes numbers of the allocator and touches no block; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BLOCK_BYTES);
        // Setting the first fixes this one too, at 128 KiB: far too often for the buffers of one request.
        libc::mallopt(libc::M_TRIM_THRESHOLD, 2 * LARGE_BLOCK_BYTES);
    }
}

/// Returns what lies free in between, after many small blocks: 20 texts of 200 KB leave 100 MB behind otherwise.
pub(crate) fn give_back_free_blocks() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // No crate has a safe form of it.
    #[expect(unsafe_code)]
    // SAFETY: `malloc_trim` may be called from any thread at any time (malloc_trim(3), "MT-Safe").
    unsafe {
        libc::malloc_trim(0);
    }
}
