using GmailMcp.Tools;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GmailMcp.Tests.Architecture;

/// <summary>The compiled program, read as data: who uses whom.</summary>
internal static class Binary
{
    public const string OwnAssembly = "gmail-mcp";

    private const string OwnNamespace = "GmailMcp.";

    public static ModuleDefinition Program { get; } = Read(typeof(ToolCatalog).Assembly.Location);

    /// <summary>The modules that ship: the program, the client and the emulator.</summary>
    public static IReadOnlyList<ModuleDefinition> Product { get; } = [Program, Library("Gmail"), Library("Gmail.Emulator")];

    /// <summary>Every use of one type by another, once.</summary>
    public static IReadOnlyCollection<Edge> Edges { get; } = FindEdges();

    /// <summary>The program's own types by the names that edges use.</summary>
    public static IReadOnlySet<string> OwnTypes { get; } =
        Program.Types.Select(Named).Where(name => name is not null).Select(name => name!).ToHashSet();

    public static ModuleDefinition Library(string name) => Read(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    /// <summary>Whether people wrote the type, not the compiler or a generator.</summary>
    public static bool IsWritten(TypeDefinition type) =>
        type.Methods.Any(IsWritten) && !type.Name.Contains('<', StringComparison.Ordinal);

    /// <summary>Whether the method's body is in a file that people wrote.</summary>
    public static bool IsWritten(MethodDefinition method) =>
        method.DebugInformation is { HasSequencePoints: true } info
        && info.SequencePoints[0].Document.Url is var file
        && !file.Contains("/obj/", StringComparison.Ordinal)
        && !file.EndsWith(".g.cs", StringComparison.Ordinal);

    private static ModuleDefinition Read(string path) =>
        ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = File.Exists(Path.ChangeExtension(path, ".pdb")) });

    /// <summary>A type and all that are nested in it: closures and state machines are where bodies end up.</summary>
    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    /// <summary>The name in edges of a type of ours, or of the type it is nested in; null for what compilers add.</summary>
    public static string? Named(TypeReference type)
    {
        var outermost = Outermost(type);
        return outermost.FullName == "Program" ? "Program"
            : outermost.FullName.StartsWith(OwnNamespace, StringComparison.Ordinal) ? outermost.FullName[OwnNamespace.Length..]
            : null;
    }

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static HashSet<Edge> FindEdges()
    {
        var edges = new HashSet<Edge>();
        foreach (var type in Program.Types.Where(type => Named(type) is not null))
        {
            var from = Named(type)!; // filtered above
            foreach (var used in WithNested(type).SelectMany(TypesOf).SelectMany(Parts))
            {
                var isOwn = used.Scope == Program || used.Scope.Name == Program.Name;
                if (isOwn && Named(used) is { } own && own != from)
                {
                    edges.Add(new Edge(from, own, OwnAssembly));
                }
                else if (!isOwn)
                {
                    edges.Add(new Edge(from, Outermost(used).FullName, used.Scope.Name));
                }
            }
        }

        return edges;
    }

    private static IEnumerable<TypeReference?> TypesOf(TypeDefinition type)
    {
        List<TypeReference?> used = [type.BaseType, .. type.Interfaces.Select(implemented => implemented.InterfaceType)];
        used.AddRange(type.Fields.Select(field => field.FieldType));
        used.AddRange(type.GenericParameters.SelectMany(Constraints));
        used.AddRange(Attributes(type));
        used.AddRange(type.Fields.SelectMany(Attributes));
        used.AddRange(type.Properties.SelectMany(Attributes));
        used.AddRange(type.Methods.SelectMany(TypesOf));
        return used;
    }

    private static IEnumerable<TypeReference?> TypesOf(MethodDefinition method)
    {
        List<TypeReference?> used = [.. Attributes(method), .. SignatureOf(method)];
        used.AddRange(method.Parameters.SelectMany(Attributes));
        used.AddRange(method.GenericParameters.SelectMany(Constraints));
        if (method.HasBody)
        {
            used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            used.AddRange(method.Body.ExceptionHandlers.Select(handler => handler.CatchType));
            used.AddRange(method.Body.Instructions.SelectMany(instruction => TypesOf(instruction)));
        }

        return used;
    }

    private static IEnumerable<TypeReference?> TypesOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod generic => [generic.DeclaringType, .. SignatureOf(generic), .. generic.GenericArguments],
        MethodReference method => [method.DeclaringType, .. SignatureOf(method)],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> SignatureOf(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider member) =>
        member.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value)
            .OfType<TypeReference>()
            .Append(attribute.AttributeType));

    // A List<Message[]> uses List, Message and nothing else.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        RequiredModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        FunctionPointerType pointer => SignatureOf(pointer).SelectMany(Parts),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> SignatureOf(FunctionPointerType pointer) =>
        pointer.Parameters.Select(parameter => parameter.ParameterType).Append(pointer.ReturnType);
}
