# Sourced by the scripts beside it: named stages, each timed, all run even when one fails.
#
#   stage "types" mypy        runs `mypy`; prints the stage's name, and at its end its time
#   end_stages                prints the list with times; returns 1 if any stage failed

stage_lines=()
stages_failed=0
stages_start=$SECONDS

stage() {
    local name=$1 start=$SECONDS verdict=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" || verdict=FAILED
    [ "$verdict" = ok ] || stages_failed=1
    stage_lines+=("$(printf '%-28s %-6s %5d s' "$name" "$verdict" "$((SECONDS - start))")")
    printf -- '-- %s\n' "${stage_lines[${#stage_lines[@]} - 1]}"
}

end_stages() {
    printf '\n== stages\n'
    [ "${#stage_lines[@]}" = 0 ] || printf '%s\n' "${stage_lines[@]}"
    printf '%-28s %-6s %5d s\n' "together" "$([ "$stages_failed" = 0 ] && echo ok || echo FAILED)" \
        "$((SECONDS - stages_start))"
    return "$stages_failed"
}
