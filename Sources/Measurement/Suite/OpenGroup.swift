/// A group whose shared input exists.
struct OpenGroup {
    let prepare: (_ contender: String) throws -> any Workload
}
