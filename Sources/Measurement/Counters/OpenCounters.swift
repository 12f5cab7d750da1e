/// Counters that are open on this thread. Closed when released.
package protocol OpenCounters: AnyObject {
    /// Begins to count from zero.
    func start() throws(CounterFault)
    /// Ends counting and gives the counts since `start`.
    func stop() throws(CounterFault) -> CounterReading
}
