/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-beats-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rhythm as it becomes, and as its beats were numbered. */
typedef struct
{
  const BwRhythm *listed;
  BwRhythm *now;
} Edit;

void
bw_cli_beats_options_clear (BwCliBeatsOptions *self)
{
  g_clear_pointer (&self->mark, g_strfreev);
  g_clear_pointer (&self->remove, g_strfreev);
  g_clear_pointer (&self->merge, g_strfreev);
  g_clear_pointer (&self->insert, g_strfreev);
  g_clear_pointer (&self->split, g_strfreev);
  g_clear_pointer (&self->move, g_strfreev);
  g_clear_pointer (&self->restore, g_strfreev);
}

gboolean
bw_cli_beats_is_change (const BwCliBeatsOptions *options)
{
  return options->mark != NULL || options->remove != NULL || options->merge != NULL
         || options->insert != NULL || options->split != NULL || options->move != NULL
         || options->restore != NULL || options->reset || options->keep;
}

static gboolean
set_wrong (const char  *text,
           GError     **error)
{
  return bw_cli_set_usage_error (error, _("“%s” is not written as “beats --help” has it"), text);
}

/* A whole number at @text. @end: what comes after it */
static gboolean
parse_count (const char  *text,
             guint       *number,
             const char **end)
{
  guint64 value;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  value = g_ascii_strtoull (text, (char **) end, 10);
  *number = (guint) MIN (value, G_MAXUINT);
  return TRUE;
}

/* Where the beat that had the number @listed stands now. */
static gboolean
find_beat (const Edit  *edit,
           guint        listed,
           guint       *number,
           GError     **error)
{
  const BwEditedBeat *beat;

  if (edit->listed->n_beats == 0)
    return bw_cli_set_usage_error (error, _("There are no beats to edit"));
  if (listed >= edit->listed->n_beats)
    return bw_cli_set_usage_error (error, _("Beats have numbers from 0 to %u"),
                                   edit->listed->n_beats - 1);
  beat = &edit->listed->beats[listed];
  for (guint i = 0; i < edit->now->n_beats; i++)
    {
      const BwEditedBeat *now = &edit->now->beats[i];

      if (now->origin == beat->origin && (beat->origin >= 0 || now->time_ms == beat->time_ms))
        {
          *number = i;
          return TRUE;
        }
    }
  return bw_cli_set_usage_error (error, _("Beat %u is taken out already"), listed);
}

/* "N" or "N-M" at @text, as they are numbered now. */
static gboolean
parse_range (const Edit  *edit,
             const char  *text,
             guint       *first,
             guint       *last,
             const char **end,
             GError     **error)
{
  guint from, to;

  if (!parse_count (text, &from, end))
    return set_wrong (text, error);
  to = from;
  if (**end == '-' && !parse_count (*end + 1, &to, end))
    return set_wrong (text, error);
  if (to < from)
    return bw_cli_set_usage_error (error, _("“%u” is not after “%u”"), to, from);
  return find_beat (edit, from, first, error) && find_beat (edit, to, last, error);
}

/* Takes @edits over; where they are %NULL, @error says why. @text: what was asked for */
static gboolean
apply (Edit         *edit,
       BwBeatEdits  *edits,
       const char   *option,
       const char   *text,
       GError      **error)
{
  BwRhythm *next;

  if (edits == NULL)
    {
      g_prefix_error (error, "%s %s: ", option, text);
      return FALSE;
    }
  next = bw_rhythm_change (edit->now, edits, NULL);
  bw_beat_edits_unref (edits);
  bw_rhythm_unref (edit->now);
  edit->now = next;
  return TRUE;
}

static gboolean
restore (Edit        *edit,
         const char  *text,
         GError     **error)
{
  guint first, last;
  const char *end;

  if (!parse_range (edit, text, &first, &last, &end, error))
    return FALSE;
  if (*end != '\0')
    return set_wrong (text, error);
  return apply (edit,
                bw_beat_edits_restore (edit->now->edits, edit->now->edited, first, last, error),
                "--restore", text, error);
}

static gboolean
mark (Edit        *edit,
      const char  *text,
      GError     **error)
{
  guint first, last;
  const char *end;
  BwBeatVerdict verdict;

  if (!parse_range (edit, text, &first, &last, &end, error))
    return FALSE;
  if (*end != '=')
    return set_wrong (text, error);
  if (!bw_beat_verdict_from_id (end + 1, &verdict))
    return bw_cli_set_usage_error (error, _("“%s” is one of %s, not “%s”"), "--mark",
                                   "normal, ectopic, missed, extra, long-short", end + 1);
  return apply (edit,
                bw_beat_edits_mark (edit->now->edits, edit->now->edited, first, last, verdict, error),
                "--mark", text, error);
}

static gboolean
move (Edit        *edit,
      const char  *text,
      GError     **error)
{
  guint listed, beat;
  const char *end;
  double ms;

  if (!parse_count (text, &listed, &end) || *end != '=')
    return set_wrong (text, error);
  if (!find_beat (edit, listed, &beat, error)
      || !bw_cli_rhythm_parse_moment (edit->now, end + 1, 0, &ms, error))
    return FALSE;
  return apply (edit, bw_beat_edits_move (edit->now->edits, edit->now->edited, beat, ms, error),
                "--move", text, error);
}

/* One beat by its number alone. */
static gboolean
parse_beat (const Edit  *edit,
            const char  *text,
            guint       *beat,
            GError     **error)
{
  guint listed;
  const char *end;

  if (!parse_count (text, &listed, &end) || *end != '\0')
    return set_wrong (text, error);
  return find_beat (edit, listed, beat, error);
}

static gboolean
delete (Edit        *edit,
        const char  *text,
        GError     **error)
{
  guint beat;

  return parse_beat (edit, text, &beat, error)
         && apply (edit, bw_beat_edits_delete (edit->now->edits, edit->now->edited, beat, error),
                   "--delete", text, error);
}

static gboolean
merge (Edit        *edit,
       const char  *text,
       GError     **error)
{
  guint beat;

  return parse_beat (edit, text, &beat, error)
         && apply (edit, bw_beat_edits_merge (edit->now->edits, edit->now->edited, beat, error),
                   "--merge", text, error);
}

static gboolean
split (Edit        *edit,
       const char  *text,
       GError     **error)
{
  guint listed, beat, n_parts = 2;
  const char *end;

  if (!parse_count (text, &listed, &end)
      || (*end == ':' && !parse_count (end + 1, &n_parts, &end)) || *end != '\0')
    return set_wrong (text, error);
  return find_beat (edit, listed, &beat, error)
         && apply (edit,
                   bw_beat_edits_split (edit->now->edits, edit->now->edited, beat, n_parts, error),
                   "--split", text, error);
}

static gboolean
insert (Edit        *edit,
        const char  *text,
        GError     **error)
{
  double ms;

  return bw_cli_rhythm_parse_moment (edit->now, text, 0, &ms, error)
         && apply (edit, bw_beat_edits_insert (edit->now->edits, edit->now->edited, ms, error),
                   "--insert", text, error);
}

BwRhythm *
bw_cli_beats_change (const BwRhythm           *rhythm,
                     const BwCliBeatsOptions  *options,
                     GError                  **error)
{
  const struct
  {
    char **texts;
    gboolean (*change) (Edit *, const char *, GError **);
  } steps[] = {
    { options->restore, restore }, { options->mark, mark },   { options->move, move },
    { options->remove, delete },   { options->merge, merge }, { options->split, split },
    { options->insert, insert },
  };
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;
  const BwRhythmSettings settings = options->reset ? usual : rhythm->settings;
  BwRhythmSettings meanwhile = settings;
  g_autoptr (BwBeatEdits) none = options->reset ? bw_beat_edits_new_empty () : NULL;
  Edit edit = { .listed = rhythm };
  BwRhythm *changed;

  /* An edit does not ask for artefacts: of a day's beats, and with a thousand edits, they are looked for
   * once, at the end. */
  meanwhile.correction = BW_CORRECTION_NONE;
  edit.now = bw_rhythm_change (rhythm, none, &meanwhile);
  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    for (guint i = 0; steps[s].texts != NULL && steps[s].texts[i] != NULL; i++)
      if (!steps[s].change (&edit, steps[s].texts[i], error))
        {
          bw_rhythm_unref (edit.now);
          return NULL;
        }
  changed = bw_rhythm_change (edit.now, NULL, &settings);
  bw_rhythm_unref (edit.now);
  return changed;
}
