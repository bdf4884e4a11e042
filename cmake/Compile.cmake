# Flags of every target, and one function that makes the library of a room.

add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion
                    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
                    $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>)
add_compile_definitions(_GNU_SOURCE)
if(PARAGRAF_WERROR)
    add_compile_options(-Werror)
endif()
if(PARAGRAF_SANITIZE)
    add_compile_options(-fsanitize=${PARAGRAF_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${PARAGRAF_SANITIZE})
else()
    add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
    add_compile_options(-fstack-protector-strong)
endif()

if(PARAGRAF_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()

# paragraf_room(text SOURCES a.c b.c USES base): static library pgf_text of lib/text, on top of rooms below it.
# Its headers are included as "text/name.h"; the public ones as <paragraf/name.h>.
function(paragraf_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;USES;PRIVATE" ${ARGN})
    add_library(pgf_${name} STATIC ${ROOM_SOURCES})
    target_include_directories(pgf_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/lib)
    list(TRANSFORM ROOM_USES PREPEND pgf_)
    target_link_libraries(pgf_${name} PUBLIC ${ROOM_USES} PRIVATE ${ROOM_PRIVATE})
endfunction()
