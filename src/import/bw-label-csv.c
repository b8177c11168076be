/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-label-csv.h"

#include "base/bw-error.h"
#include "base/bw-time.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_COLUMNS 256
#define MAX_READER_LENGTH 200
#define READER_PREFIX "reader:"

typedef enum {
  ID,
  NAME,
  LABEL,
  BY,
  LABELLED,
  TIME,
  NOTE,
  N_COLUMNS,
} Column;

typedef struct
{
  const char *s;          /* what is still to be read, NUL-terminated */
  char separator;
  guint line;             /* of the row at hand, from 1 */
  guint next_line;
  gboolean open_quote;    /* of the row at hand: it goes on to the end of the file */
  const char *shown;
  GPtrArray *cells;       /* (element-type utf8): of the row at hand */

  int columns[N_COLUMNS]; /* −1: none */
  GArray *readers;        /* (element-type int): their columns */
  GPtrArray *names;       /* (element-type utf8): and their names */

  GArray *recordings;
  GHashTable *by_id;      /* (element-type gint64 BwRecording) */
  GHashTable *by_name;    /* (element-type utf8 GPtrArray) */
  gboolean share;         /* the recordings' ids are none of the table's, which has others as well */
  const char *who;
  gint64 now_ms;
} Reading;

static void
note_clear (gpointer data)
{
  BwLabelNote *note = data;

  g_clear_pointer (&note->note, g_free);
}

static BwLabelList *
list_new (void)
{
  BwLabelList *self = g_new0 (BwLabelList, 1);

  self->states = g_array_new (FALSE, TRUE, sizeof (BwLabelState));
  g_array_set_clear_func (self->states, (GDestroyNotify) bw_label_state_clear);
  self->notes = g_array_new (FALSE, TRUE, sizeof (BwLabelNote));
  g_array_set_clear_func (self->notes, note_clear);
  self->reader_labels = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
  g_array_set_clear_func (self->reader_labels, (GDestroyNotify) bw_reader_label_clear);
  return self;
}

void
bw_label_list_free (BwLabelList *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->states);
  g_array_unref (self->notes);
  g_array_unref (self->reader_labels);
  g_free (self);
}

static gboolean G_GNUC_PRINTF (3, 4)
set_row_error (const Reading  *self,
               GError        **error,
               const char     *format,
               ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: a file, the number of a line in it, and what is wrong there */
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("%s, line %u: %s"), self->shown, self->line,
               what);
  return FALSE;
}

/* The next row's cells, without their quotes and the blanks around them; a quoted cell may hold
 * separators and line ends. Returns: %FALSE at the end */
static gboolean
read_cells (Reading *self)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;
  const char *s = self->s;

  g_ptr_array_set_size (self->cells, 0);
  self->line = self->next_line;
  if (*s == 0)
    return FALSE;

  for (;; s++)
    {
      if (*s == 0 || (!quoted && (*s == self->separator || *s == '\n' || *s == '\r')))
        {
          /* One more tells that they are too many. */
          if (self->cells->len <= MAX_COLUMNS)
            g_ptr_array_add (self->cells, g_strdup (g_strstrip (cell->str)));
          g_string_truncate (cell, 0);
          if (*s != self->separator || *s == 0)
            break;
        }
      else if (*s != '"')
        {
          if (*s == '\n')
            self->next_line++;
          g_string_append_c (cell, *s);
        }
      else if (quoted && s[1] == '"')
        g_string_append_c (cell, *s++);
      else
        quoted = !quoted;
    }
  self->open_quote = quoted;
  if (*s == '\r' && s[1] == '\n')
    s++;
  if (*s != 0)
    {
      s++;
      self->next_line++;
    }
  self->s = s;
  return TRUE;
}

/* Whether the row has a cell there. Of one that breaks off, as spreadsheets leave rows without the
 * empty cells at their end, the rest says nothing. */
static gboolean
has_cell (const Reading *self,
          int            column)
{
  return column >= 0 && (guint) column < self->cells->len;
}

static const char *
get_cell (const Reading *self,
          int            column)
{
  return has_cell (self, column) ? g_ptr_array_index (self->cells, (guint) column) : "";
}

/* The separator that the heading has most of. */
static char
find_separator (const char *text)
{
  static const char separators[] = ",;\t";
  guint n[sizeof separators - 1] = { 0 };
  guint best = 0;

  for (const char *s = text; *s != 0 && *s != '\n' && *s != '\r'; s++)
    for (guint i = 0; i < G_N_ELEMENTS (n); i++)
      n[i] += *s == separators[i];
  for (guint i = 1; i < G_N_ELEMENTS (n); i++)
    if (n[i] > n[best])
      best = i;
  return separators[best];
}

static gboolean
read_heading (Reading  *self,
              GError  **error)
{
  static const struct
  {
    const char *name;
    Column column;
  } known[] = {
    { "recording", ID },      { "id", ID },       { "name", NAME }, { "label", LABEL },
    { "by", BY },             { "labelled", LABELLED },             { "time", TIME },
    { "note", NOTE },
  };

  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  read_cells (self);
  if (self->cells->len > MAX_COLUMNS)
    return set_row_error (self, error, _("a list of labels has at most %d columns"), MAX_COLUMNS);
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *heading = g_ptr_array_index (self->cells, i);
      int column = (int) i;

      for (guint j = 0; j < G_N_ELEMENTS (known); j++)
        if (g_ascii_strcasecmp (heading, known[j].name) == 0 && self->columns[known[j].column] < 0)
          self->columns[known[j].column] = column;
      if (g_ascii_strncasecmp (heading, READER_PREFIX, strlen (READER_PREFIX)) == 0)
        {
          char *name = g_strstrip (g_strdup (heading + strlen (READER_PREFIX)));

          if (*name == 0 || strlen (name) > MAX_READER_LENGTH)
            {
              g_free (name);
              return set_row_error (self, error, _("a column of a reader needs the reader’s name"));
            }
          g_array_append_val (self->readers, column);
          g_ptr_array_add (self->names, name);
        }
    }
  if (((self->share || self->columns[ID] < 0) && self->columns[NAME] < 0)
      || (self->columns[LABEL] < 0 && self->readers->len == 0))
    return set_row_error (self, error, _("the heading needs “recording” or “name”, and “label”"));
  return TRUE;
}

static void
index_recordings (Reading *self)
{
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->recordings->len; i++)
    {
      BwRecording *recording = &g_array_index (self->recordings, BwRecording, i);
      const char *name = recording->name != NULL ? recording->name : "";
      GPtrArray *named = g_hash_table_lookup (self->by_name, name);

      g_hash_table_insert (self->by_id, &recording->id, recording);
      if (named == NULL)
        {
          named = g_ptr_array_new ();
          g_hash_table_insert (self->by_name, (gpointer) name, named);
        }
      g_ptr_array_add (named, recording);
    }
}

/* Whether a time is the recording's own: nobody labels one before it is over. */
static gboolean
is_own_time (const BwRecording *recording,
             gint64             time_ms)
{
  double length_ms = recording->rate_hz > 0 ? recording->n_samples / recording->rate_hz * 1000 : 0;

  return time_ms < recording->start_ms + (gint64) length_ms;
}

/* The recording of a row: by its id, else by its name, and where several have that by their time. */
static const BwRecording *
find_recording (Reading       *self,
                gboolean       has_time,
                gint64         time_ms,
                GError       **error)
{
  const char *id = self->share ? "" : get_cell (self, self->columns[ID]);
  const char *name = get_cell (self, self->columns[NAME]);
  const BwRecording *found = NULL;
  GPtrArray *named;

  if (*id != 0)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
        set_row_error (self, error, _("“%s” is not the ID of a recording"), id);
      else if ((found = g_hash_table_lookup (self->by_id, &number)) == NULL)
        set_row_error (self, error, _("the library has no recording %s"), id);
      return found;
    }

  named = g_hash_table_lookup (self->by_name, name);
  if (named != NULL && named->len == 1)
    return g_ptr_array_index (named, 0);
  for (guint i = 0; named != NULL && has_time && i < named->len; i++)
    {
      const BwRecording *recording = g_ptr_array_index (named, i);

      if (ABS (recording->start_ms - time_ms) >= BW_TIME_SECOND)
        continue;
      if (found != NULL)
        {
          found = NULL;
          break;
        }
      found = recording;
    }
  if (found == NULL)
    set_row_error (self, error, _("there is not exactly one recording called “%s”"), name);
  return found;
}

static gboolean
parse_label (Reading     *self,
             const char  *cell,
             BwLabel     *label,
             GError     **error)
{
  g_autofree char *lower = g_ascii_strdown (cell, -1);

  *label = BW_LABEL_NONE;
  return *lower == 0 || bw_label_from_id (lower, label)
         || set_row_error (self, error, _("a label is “fasting”, “glucose” or “none”, not “%s”"),
                           cell);
}

/* @time_ms is left as it is where the cell is empty, or tells a day only. */
static gboolean
parse_time (Reading     *self,
            Column       column,
            gboolean    *has_time,
            gint64      *time_ms,
            GError     **error)
{
  const char *cell = get_cell (self, self->columns[column]);
  gint64 day;

  *has_time = FALSE;
  if (*cell == 0 || bw_time_parse_day (cell, &day))
    return TRUE;
  *has_time = bw_time_parse (cell, strlen (cell), time_ms, NULL);
  return *has_time
         || set_row_error (self, error, _("“%s” is no time such as 2023-09-21T08:10:00+02:00"), cell);
}

static gboolean
read_reader_labels (Reading            *self,
                    BwLabelList        *list,
                    const BwRecording  *recording,
                    GError            **error)
{
  for (guint i = 0; i < self->readers->len; i++)
    {
      BwReaderLabel label = { .recording_id = recording->id, .time_ms = self->now_ms };

      if (!parse_label (self, get_cell (self, g_array_index (self->readers, int, i)), &label.label,
                        error))
        return FALSE;
      if (label.label == BW_LABEL_NONE)
        continue;
      label.reader = g_strdup (g_ptr_array_index (self->names, i));
      g_array_append_val (list->reader_labels, label);
    }
  return TRUE;
}

static gboolean
read_row (Reading      *self,
          BwLabelList  *list,
          GError      **error)
{
  BwLabelState state = { 0 };
  const char *by = get_cell (self, self->columns[BY]);
  const BwRecording *recording;
  gboolean has_time, has_labelled;
  gint64 time_ms = 0, labelled_ms = 0;

  if (!parse_label (self, get_cell (self, self->columns[LABEL]), &state.label, error)
      || !parse_time (self, TIME, &has_time, &time_ms, error)
      || !parse_time (self, LABELLED, &has_labelled, &labelled_ms, error))
    return FALSE;
  if (self->share
      && !g_hash_table_contains (self->by_name, get_cell (self, self->columns[NAME])))
    return TRUE;
  recording = find_recording (self, has_time, time_ms, error);
  if (recording == NULL)
    return FALSE;

  if (!has_labelled && has_time && self->columns[LABELLED] < 0 && !is_own_time (recording, time_ms))
    {
      has_labelled = TRUE;
      labelled_ms = time_ms;
    }
  if (has_cell (self, self->columns[LABEL]))
    {
      state.recording_id = recording->id;
      state.who = state.label != BW_LABEL_NONE ? g_strdup (*by != 0 ? by : self->who) : NULL;
      state.time_ms = has_labelled ? labelled_ms : self->now_ms;
      g_array_append_val (list->states, state);
    }
  if (has_cell (self, self->columns[NOTE]))
    {
      BwLabelNote note = { recording->id, g_strdup (get_cell (self, self->columns[NOTE])) };

      g_array_append_val (list->notes, note);
    }
  return read_reader_labels (self, list, recording, error);
}

static gboolean
is_blank (const Reading *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (*(const char *) g_ptr_array_index (self->cells, i) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
read_rows (Reading      *self,
           BwLabelList  *list,
           GError      **error)
{
  if (!read_heading (self, error))
    return FALSE;
  while (read_cells (self))
    {
      /* The file was cut off, or what follows the quote would be lost in a note. */
      if (self->open_quote)
        return set_row_error (self, error, _("a quotation mark is not closed"));
      if (!is_blank (self) && !read_row (self, list, error))
        return FALSE;
    }
  return TRUE;
}

static BwLabelList *
parse (const char  *text,
       gsize        length,
       const char  *shown,
       GArray      *recordings,
       const char  *who,
       gboolean     share,
       GError     **error)
{
  Reading reading = { .next_line = 1, .line = 1, .shown = shown, .recordings = recordings,
                      .share = share, .who = who, .now_ms = g_get_real_time () / 1000 };
  g_autoptr (BwLabelList) list = list_new ();
  g_autofree char *copy = NULL;
  const char *invalid;
  gboolean ok;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (length > BW_LABEL_CSV_MAX_BYTES)
    {
      set_row_error (&reading, error, _("this is no list of labels"));
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      for (const char *s = text; s < invalid; s++)
        reading.line += *s == '\n';
      set_row_error (&reading, error, _("this is not UTF-8; save the table as “CSV UTF-8”"));
      return NULL;
    }

  copy = g_strndup (text != NULL ? text : "", length);
  reading.s = copy;
  reading.separator = find_separator (copy);
  reading.cells = g_ptr_array_new_with_free_func (g_free);
  reading.readers = g_array_new (FALSE, FALSE, sizeof (int));
  reading.names = g_ptr_array_new_with_free_func (g_free);
  index_recordings (&reading);
  ok = read_rows (&reading, list, error);

  g_ptr_array_unref (reading.cells);
  g_array_unref (reading.readers);
  g_ptr_array_unref (reading.names);
  g_hash_table_unref (reading.by_id);
  g_hash_table_unref (reading.by_name);
  return ok ? g_steal_pointer (&list) : NULL;
}

BwLabelList *
bw_label_csv_parse (const char  *text,
                    gsize        length,
                    const char  *shown,
                    GArray      *recordings,
                    const char  *who,
                    GError     **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (recordings != NULL, NULL);

  return parse (text, length, shown, recordings, who, FALSE, error);
}

BwLabelList *
bw_label_csv_parse_share (const char  *text,
                          gsize        length,
                          const char  *shown,
                          GArray      *recordings,
                          GError     **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (recordings != NULL, NULL);

  return parse (text, length, shown, recordings, NULL, TRUE, error);
}

BwLabelList *
bw_label_csv_read (const char  *path,
                   GArray      *recordings,
                   const char  *who,
                   GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (recordings != NULL, NULL);

  /* A byte more than is read tells that a file is too long. */
  in = g_file_read (file, NULL, error);
  if (in == NULL)
    return NULL;
  text = g_malloc (BW_LABEL_CSV_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (in), text, BW_LABEL_CSV_MAX_BYTES + 1, &length, NULL, error))
    return NULL;
  return bw_label_csv_parse (text, length, shown, recordings, who, error);
}

/* One reader after the other, as the store takes them. */
static gboolean
apply_readers (const BwLabelList  *self,
               BwLibrary          *library,
               GError            **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->reader_labels->len; i++)
    {
      const char *reader = g_array_index (self->reader_labels, BwReaderLabel, i).reader;
      g_autoptr (GArray) states = NULL;

      if (!g_hash_table_add (done, (gpointer) reader))
        continue;
      states = g_array_new (FALSE, TRUE, sizeof (BwLabelState));
      for (guint j = i; j < self->reader_labels->len; j++)
        {
          const BwReaderLabel *label = &g_array_index (self->reader_labels, BwReaderLabel, j);
          BwLabelState state = { .recording_id = label->recording_id, .label = label->label,
                                 .time_ms = label->time_ms };

          if (strcmp (label->reader, reader) == 0)
            g_array_append_val (states, state);
        }
      if (!bw_library_set_reader_labels (library, reader, (const BwLabelState *) (gpointer) states->data,
                                         states->len, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
bw_label_list_apply_inside (const BwLabelList  *self,
                            BwLibrary          *library,
                            GError            **error)
{
  g_return_val_if_fail (self != NULL && library != NULL, FALSE);

  if (!bw_library_set_labels (library, (const BwLabelState *) (gpointer) self->states->data,
                              self->states->len, error))
    return FALSE;
  for (guint i = 0; i < self->notes->len; i++)
    {
      const BwLabelNote *note = &g_array_index (self->notes, BwLabelNote, i);

      if (!bw_library_set_note (library, note->recording_id, note->note, error))
        return FALSE;
    }
  return apply_readers (self, library, error);
}

gboolean
bw_label_list_apply (const BwLabelList  *self,
                     BwLibrary          *library,
                     GError            **error)
{
  g_return_val_if_fail (self != NULL && library != NULL, FALSE);

  if (!bw_library_begin (library, error))
    return FALSE;
  if (bw_label_list_apply_inside (self, library, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}
