import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/**
 * Lucene as a side of the comparison.
 *
 * <pre>
 *   Lucene build INDEX CORPUS.jsonl THREADS stored|unstored
 *   Lucene query INDEX    a query a line on stdin; hits "id TAB title", then "." on a line
 *   Lucene count INDEX
 *   Lucene version
 * </pre>
 */
public final class Lucene {
    private static final Analyzer ANALYZER = new EnglishAnalyzer();

    public static void main(String[] arguments) throws Exception {
        switch (String.join(" ", arguments).split(" ")[0] + arguments.length) {
            case "build5" -> build(Paths.get(arguments[1]), Paths.get(arguments[2]), Integer.parseInt(arguments[3]),
                    arguments[4].equals("stored") ? Field.Store.YES : Field.Store.NO);
            case "query2" -> answerAll(Paths.get(arguments[1]));
            case "count2" -> {
                try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Paths.get(arguments[1])))) {
                    System.out.println(reader.numDocs());
                }
            }
            case "version1" -> System.out.println(Version.LATEST);
            default -> throw new IllegalArgumentException("usage: Lucene build|query|count|version …");
        }
    }

    /** Merging is Lucene's own default: in threads of its own beside the indexing ones. */
    private static void build(Path index, Path corpus, int threads, Field.Store store) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(64);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config);
                BufferedReader lines = Files.newBufferedReader(corpus)) {
            AtomicReference<Exception> failure = new AtomicReference<>();
            List<Thread> workers = new ArrayList<>();
            for (int i = 1; i < threads; i++) {
                workers.add(new Thread(() -> addLines(writer, lines, store, failure)));
            }
            workers.forEach(Thread::start);
            addLines(writer, lines, store, failure);
            for (Thread worker : workers) {
                worker.join();
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            writer.commit();
        }
    }

    private static void addLines(IndexWriter writer, BufferedReader lines, Field.Store store,
            AtomicReference<Exception> failure) {
        try {
            for (String line = next(lines); line != null && failure.get() == null; line = next(lines)) {
                JsonLine json = new JsonLine(line);
                Document document = new Document();
                document.add(new StringField("id", json.get("_id"), Field.Store.YES));
                document.add(new TextField("title", json.get("title"), Field.Store.YES));
                document.add(new TextField("text", json.get("text"), store));
                writer.addDocument(document);
            }
        } catch (Exception error) {
            failure.set(error);
        }
    }

    private static String next(BufferedReader lines) throws IOException {
        synchronized (lines) {
            return lines.readLine();
        }
    }

    private static void answerAll(Path index) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                for (ScoreDoc hit : searcher.search(anyWord(line), 10).scoreDocs) {
                    Document document = searcher.doc(hit.doc, java.util.Set.of("id", "title"));
                    out.print(document.get("id") + "\t" + document.get("title") + "\n");
                }
                out.print(".\n");
                out.flush();
            }
        }
    }

    private static Query anyWord(String line) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        try (TokenStream tokens = ANALYZER.tokenStream("text", new StringReader(line))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                query.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
                query.add(new TermQuery(new Term("title", term.toString())), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        return query.build();
    }

    /** The string members of one flat JSON object; the JDK brings no JSON reader. */
    private static final class JsonLine {
        private final String line;

        JsonLine(String line) {
            this.line = line;
        }

        String get(String name) {
            int at = line.indexOf('{') + 1;
            while (true) {
                int open = line.indexOf('"', at);
                if (open < 0) {
                    return "";
                }
                int close = closingQuote(open);
                String key = line.substring(open + 1, close);
                int value = skipSpace(line.indexOf(':', close) + 1);
                if (line.charAt(value) == '"') {
                    int end = closingQuote(value);
                    if (key.equals(name)) {
                        return unescape(value + 1, end);
                    }
                    at = end + 1;
                } else if ("[{".indexOf(line.charAt(value)) >= 0) {
                    throw new IllegalArgumentException("nested JSON is not read here: " + key);
                } else {
                    at = value;
                }
            }
        }

        private int skipSpace(int at) {
            while (Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            return at;
        }

        private int closingQuote(int open) {
            int at = open + 1;
            while (line.charAt(at) != '"') {
                at += line.charAt(at) == '\\' ? 2 : 1;
            }
            return at;
        }

        private String unescape(int begin, int end) {
            if (line.substring(begin, end).indexOf('\\') < 0) {
                return line.substring(begin, end);
            }
            StringBuilder text = new StringBuilder(end - begin);
            for (int at = begin; at < end; at++) {
                char character = line.charAt(at);
                if (character != '\\') {
                    text.append(character);
                    continue;
                }
                character = line.charAt(++at);
                if (character == 'u') {
                    text.append((char) Integer.parseInt(line, at + 1, at + 5, 16));
                    at += 4;
                } else {
                    int named = "bfnrt".indexOf(character);
                    text.append(named < 0 ? character : "\b\f\n\r\t".charAt(named));
                }
            }
            return text.toString();
        }
    }
}
