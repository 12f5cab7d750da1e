extension CostModel {
    /// A parameter's value in base units: picoseconds, or bytes per second.
    public subscript(_ parameter: CostParameter) -> UInt64 {
        get {
            switch parameter {
            case .transition: transition.rawValue
            case .body: body.rawValue
            case .dynamicBody: dynamicBody.rawValue
            case .largeDynamicBody: largeDynamicBody.rawValue
            case .call: initCall(areas: 0).rawValue
            case .areaPerPage: areaPerPage.rawValue
            case .nodeWriteBandwidth: nodeWriteBandwidth.rawValue
            case .zeroedAllocation: zeroedAllocationPerGranule.rawValue
            case .bareAllocation: bareAllocationPerGranule.rawValue
            case .fixedAllocation: fixedAllocation.rawValue
            case .bootAllocation: bootAllocation.rawValue
            case .keyConfig: keyConfig.rawValue
            case .cacheFlush: cacheFlush.rawValue
            case .processorInit: processorInit.rawValue
            case .serialProcessorInit: serialProcessorInit.rawValue
            case .configPerPair: configPerPair.rawValue
            case .configPerArea: configPerArea.rawValue
            case .pamtAdd: pamtAdd.rawValue
            case .pamtRemove: pamtRemove.rawValue
            case .pamtGet: pamtGet.rawValue
            case .pamtWait: pamtWait.rawValue
            case .pamtPut: pamtPut.rawValue
            case .pamtPutWait: pamtPutWait.rawValue
            case .pamtLockFreeGet: pamtLockFreeGet.rawValue
            case .moduleInstall: moduleInstall.rawValue
            }
        }
        set {
            let span = Picoseconds(newValue)
            switch parameter {
            case .transition: transition = span
            case .body: body = span
            case .dynamicBody: dynamicBody = span
            case .largeDynamicBody: largeDynamicBody = span
            case .call: statedCall = span
            case .areaPerPage: areaPerPage = span
            case .nodeWriteBandwidth: nodeWriteBandwidth = Bandwidth(rawValue: newValue)
            case .zeroedAllocation: zeroedAllocationPerGranule = span
            case .bareAllocation: bareAllocationPerGranule = span
            case .fixedAllocation: fixedAllocation = span
            case .bootAllocation: bootAllocation = span
            case .keyConfig: keyConfig = span
            case .cacheFlush: cacheFlush = span
            case .processorInit: processorInit = span
            case .serialProcessorInit: serialProcessorInit = span
            case .configPerPair: configPerPair = span
            case .configPerArea: configPerArea = span
            case .pamtAdd: pamtAdd = span
            case .pamtRemove: pamtRemove = span
            case .pamtGet: pamtGet = span
            case .pamtWait: pamtWait = span
            case .pamtPut: pamtPut = span
            case .pamtPutWait: pamtPutWait = span
            case .pamtLockFreeGet: pamtLockFreeGet = span
            case .moduleInstall: moduleInstall = span
            }
        }
    }
}

extension CostModel {
    /// The same model with one parameter at an end of its range.
    public func with(_ parameter: CostParameter, atHigh isHigh: Bool) -> CostModel {
        var model = self
        model[parameter] = isHigh ? parameter.range.upperBound : parameter.range.lowerBound
        return model
    }

    /// Every parameter at the end of its range where the start-up is fastest, or slowest; `statedCall` keeps its value.
    public func extreme(slow isSlow: Bool) -> CostModel {
        CostParameter.allCases.reduce(self) { model, parameter in
            parameter == .call ? model : model.with(parameter, atHigh: isSlow == parameter.facts.unit.isTime)
        }
    }
}
