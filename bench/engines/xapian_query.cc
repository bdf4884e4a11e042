/*
 * Queries on an index that omindex made.
 *
 *   xapian_query query DB   a query a line on stdin; hits "url TAB sample", then "." on a line
 *   xapian_query count DB   documents
 *   xapian_query version
 */
#include <cstring>
#include <iostream>
#include <string>
#include <xapian.h>

/* omindex keeps its display fields as "name=value" lines; the sample of a text file begins with the title. */
static std::string field(const std::string &data, const std::string &name)
{
    size_t begin = data.compare(0, name.size(), name) == 0 ? 0 : data.find("\n" + name);
    if (begin == std::string::npos)
        return "";
    begin = data.find('=', begin) + 1;
    return data.substr(begin, data.find('\n', begin) - begin);
}

/* Without flags no character of a query is an operator, as for the other engines. */
static void answer(Xapian::Enquire &enquire, Xapian::QueryParser &parser, const std::string &line)
{
    enquire.set_query(parser.parse_query(line, 0));
    const Xapian::MSet hits = enquire.get_mset(0, 10);
    for (Xapian::MSetIterator hit = hits.begin(); hit != hits.end(); ++hit) {
        const std::string data = hit.get_document().get_data();
        std::cout << field(data, "url=") << '\t' << field(data, "sample=") << '\n';
    }
    std::cout << "." << std::endl;
}

static void answer_all(const Xapian::Database &database)
{
    Xapian::Enquire enquire(database);
    Xapian::QueryParser parser;
    parser.set_database(database);
    parser.set_stemmer(Xapian::Stem("english"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_default_op(Xapian::Query::OP_OR);
    for (std::string line; std::getline(std::cin, line);)
        answer(enquire, parser, line);
}

int main(int argc, char **argv)
try {
    std::ios::sync_with_stdio(false);
    const std::string command = argc > 1 ? argv[1] : "";
    if (argc == 3 && command == "query")
        answer_all(Xapian::Database(argv[2]));
    else if (argc == 3 && command == "count")
        std::cout << Xapian::Database(argv[2]).get_doccount() << '\n';
    else if (argc == 2 && command == "version")
        std::cout << Xapian::version_string() << '\n';
    else
        throw Xapian::InvalidArgumentError("usage: xapian_query query DB | count DB | version");
    return 0;
} catch (const Xapian::Error &error) {
    std::cerr << "xapian_query: " << error.get_description() << '\n';
    return 2;
}
