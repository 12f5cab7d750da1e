/// The members of the family.
public enum OverlapResolvers {
    /// The members, Linux's own first.
    public static let all: [any OverlapResolver.Type] = [
        ChangePointResolver.self,
        SweepResolver.self,
        CountingResolver.self,
    ]
}
