using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AntigravityTools.App.Hosting;

/// <summary>Keeps the keys of the framework's data protection in memory: nothing that they protect outlives the process.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly Lock _lock = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. _elements.Select(element => new XElement(element))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
        {
            _elements.Add(new XElement(element));
        }
    }
}
