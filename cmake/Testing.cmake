# Tests in Python, fuzzers, and the label `threads`.

# Debian's interpreter: python3-jsonschema belongs to it and not to another one that may come first in PATH.
find_program(PARAGRAF_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(PARAGRAF_PYTHON python3 REQUIRED)

# Built by ./check under TSan: what the tests labelled threads run.
add_custom_target(threads)

# paragraf_python_test(FILE): a unittest file, run by tests/tap.py. A line `# labels: a b` in it gives its labels.
# PARAGRAF_BIN is the build folder, with indexer/paragraf-indexer and searcher/paragraf-searcher in it.
function(paragraf_python_test file)
    get_filename_component(name ${file} NAME_WE)
    add_test(NAME ${name} COMMAND ${PARAGRAF_PYTHON} ${PROJECT_SOURCE_DIR}/tests/tap.py ${file})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77
        ENVIRONMENT "PARAGRAF_BIN=${PROJECT_BINARY_DIR};PARAGRAF_SOURCE=${PROJECT_SOURCE_DIR};PYTHONDONTWRITEBYTECODE=1")
    file(STRINGS ${file} labels REGEX "^# labels: ")
    if(labels)
        string(REGEX REPLACE "^# labels: +" "" labels "${labels}")
        string(REPLACE " " ";" labels "${labels}")
        set_property(TEST ${name} PROPERTY LABELS ${labels})
        if("threads" IN_LIST labels)
            foreach(program paragraf-indexer paragraf-searcher)
                if(TARGET ${program})
                    add_dependencies(threads ${program})
                endif()
            endforeach()
        endif()
    endif()
endfunction()

# paragraf_fuzzer(fuzz_x ROOMS text base): tests/fuzz/fuzz_x.c with libFuzzer, in the fuzz preset only. Run it by hand:
# build/fuzz/tests/fuzz_x FOLDER
function(paragraf_fuzzer name)
    if(NOT PARAGRAF_FUZZ)
        return()
    endif()
    cmake_parse_arguments(FUZZ "" "" "ROOMS;LIBS" ${ARGN})
    list(TRANSFORM FUZZ_ROOMS PREPEND pgf_)
    add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/${name}.c)
    target_link_libraries(${name} PRIVATE ${FUZZ_ROOMS} ${FUZZ_LIBS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
