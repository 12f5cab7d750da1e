/// All members of the concurrent lookup family, the reference first.
public enum ConcurrentIndexes {
    /// The members over `AutoIndex`.
    public static let all = over(AutoIndex.self)

    /// The members over `Base`, and the sequence lock, which brings its own table.
    public static func over<Base: RangeIndex>(_ base: Base.Type) -> [any ConcurrentIndex.Type] {
        [
            MutexIndex<Base>.self,
            ReadWriteLockIndex<Base>.self,
            ReaderLocksIndex<Base>.self,
            SequenceLockIndex.self,
            CountedSnapshotIndex<Base>.self,
            HazardSnapshotIndex<Base>.self,
            EpochSnapshotIndex<Base>.self,
            GracePeriodIndex<Base>.self,
        ]
    }
}
