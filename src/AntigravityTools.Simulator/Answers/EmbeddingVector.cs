using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Simulator.Answers;

/// <summary>A unit vector that depends on the text alone.</summary>
internal static class EmbeddingVector
{
    public static float[] Of(string text, int dimensions)
    {
        var vector = new float[Math.Clamp(dimensions, 1, 4096)];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var index = 0; index < vector.Length; index++)
        {
            if (index > 0 && index % seed.Length == 0)
            {
                seed = SHA256.HashData(seed);
            }
            vector[index] = (seed[index % seed.Length] - 127.5f) / 127.5f;
        }
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }
}
