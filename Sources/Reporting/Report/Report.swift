public import Measurement
import SafeText

/// A result as one self-contained page without scripts, and the pictures in it as files of their own with their data and a gnuplot script.
public struct Report: Sendable {
    let document: ResultDocument

    /// A report of `document`.
    public init(_ document: ResultDocument) { self.document = document }

    /// `report.html` first, then `NAME.svg`, `NAME.csv` and `NAME.gp` for every picture. The same result gives the same bytes.
    public func files() -> [ExportedFile] {
        var pictures = document.machines.indices.flatMap { figures(machine: $0) }
        for (index, name) in FileNameText.distinct(pictures.map(\.name)).enumerated() { pictures[index].name = name }
        return [ExportedFile(name: "report.html", text: page(pictures, linksFiles: true))] + pictures.flatMap(\.files)
    }

    /// The page by itself, without links to files beside it.
    package func page() -> String {
        page(document.machines.indices.flatMap { figures(machine: $0) }, linksFiles: false)
    }

    private func page(_ figures: [ReportFigure], linksFiles: Bool) -> String {
        var body = "<h1>TDMR construction: measured algorithms</h1>\n"
        body += lead
        if !document.isComplete {
            body += note("This run was interrupted: the cases below are whole, some are missing.")
        }
        for machine in document.machines.indices {
            if document.machines.count > 1 { body += "<h2>Run \(machine + 1)</h2>\n" }
            body += environmentSummary(machine)
            body += navigation(machine)
            body += summary(machine)
            for family in document.families {
                let own = figures.filter { $0.machine == machine && $0.family == family.name }
                body += section(family, machine: machine, figures: own, linksFiles: linksFiles)
            }
            body += environment(machine)
        }
        return HTMLPage.document(title: "TDMR construction: measured algorithms", body: body)
    }

    private var lead: String {
        let count = document.cases.filter { $0.time != nil }.count
        let machines =
            document.machines.count == 1 ? "one machine" : "\(document.runsAndMachines), whose times are not compared"
        return
            "<p class=\"lead\">\(document.cases.count) cases, \(count) of them timed, every answer checked against its oracle first; \(machines). "
            + "Bands and whiskers are 95 % confidence intervals.</p>\n"
    }

    func note(_ text: String) -> String { "<p class=\"note\">\(HTMLPage.escaped(text))</p>\n" }

    private func navigation(_ machine: Int) -> String {
        let links = document.families.filter { family in !cases(of: family.name, machine).isEmpty }
            .map { "<a href=\"#\(sectionID($0.name, machine))\">\(HTMLPage.escaped($0.name))</a>" }
        return "<nav>\(links.joined(separator: " "))</nav>\n"
    }

    func sectionID(_ family: String, _ machine: Int) -> String { HTMLPage.anchor("m\(machine + 1)-\(family)") }

    func cases(of family: String, _ machine: Int) -> [CaseResult] {
        document.cases.filter { $0.machine == machine && $0.name.family == family }
    }

    private func section(_ family: FamilySummary, machine: Int, figures: [ReportFigure], linksFiles: Bool) -> String {
        let cases = cases(of: family.name, machine)
        guard !cases.isEmpty else { return "" }
        var text = "<h2 id=\"\(sectionID(family.name, machine))\">\(HTMLPage.escaped(family.name))</h2>\n"
        text +=
            "<p class=\"lead\">\(HTMLPage.escaped(family.summary)) Reference: <code>\(HTMLPage.escaped(family.reference))</code>.</p>\n"
        for figure in figures {
            text += "<div class=\"figure\">\n\(figure.svg.inline)</div>\n"
            guard linksFiles else { continue }
            let links = zip(["SVG", "CSV", "gnuplot"], figure.fileNames).map { "<a href=\"\($1)\">\($0)</a>" }
            text += "<p class=\"files\">\(links.joined(separator: " · "))</p>\n"
        }
        text += crossovers(family.name, machine)
        text += winners(of: family, cases)
        for group in CaseGroup.groups(of: cases) {
            text += HTMLPage.details("\(group.dataset) · \(group.mode)", table(group, family))
        }
        return text
    }
}
