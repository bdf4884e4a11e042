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

# Built by ./check --long in the fuzz preset: the fuzzers.
add_custom_target(fuzzers)

# paragraf_fuzzer(fuzz_x ROOMS text base): tests/fuzz/fuzz_x.c on the inputs of tests/fuzz/seeds/fuzz_x.txt and on changed
# ones. With libFuzzer in the fuzz preset; elsewhere tests/fuzz/sample.c changes them, so that every ./check runs some.
function(paragraf_fuzzer name)
    cmake_parse_arguments(FUZZ "" "" "ROOMS;LIBS" ${ARGN})
    list(TRANSFORM FUZZ_ROOMS PREPEND pgf_)
    set(folder ${PROJECT_SOURCE_DIR}/tests/fuzz)
    add_executable(${name} ${folder}/${name}.c)
    target_link_libraries(${name} PRIVATE ${FUZZ_ROOMS} ${FUZZ_LIBS})
    if(PARAGRAF_FUZZ)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        set(runs 200000)
    else()
        target_sources(${name} PRIVATE ${folder}/sample.c)
        target_link_libraries(${name} PRIVATE pgf_base)
        set(runs 5000)
    endif()
    add_test(NAME ${name}
        COMMAND ${PARAGRAF_PYTHON} ${folder}/run.py $<TARGET_FILE:${name}> ${folder}/seeds/${name}.txt ${runs})
    set_tests_properties(${name} PROPERTIES LABELS fuzz)
    add_dependencies(fuzzers ${name})
endfunction()
