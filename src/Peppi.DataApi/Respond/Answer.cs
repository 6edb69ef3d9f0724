using Peppi.DataApi.Execute;

namespace Peppi.DataApi.Respond;

/// <summary>What the respond stage makes: a status, headers, and whose body it is.</summary>
internal sealed record Answer(int Status, List<KeyValuePair<string, string>> Headers, DbBody Body);
