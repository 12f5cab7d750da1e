/// Who changed the firmware's map before the kernel used it.
enum ChangedMap {
    /// The `memmap=` and `mem=` options.
    case user
    /// The kernel itself: memory that no MTRR makes cacheable, say.
    case modified
}
