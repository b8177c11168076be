/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

void
bw_json_add_string (JsonBuilder *builder,
                    const char  *key,
                    const char  *value)
{
  json_builder_set_member_name (builder, key);
  if (value == NULL)
    json_builder_add_null_value (builder);
  else if (g_utf8_validate (value, -1, NULL))
    json_builder_add_string_value (builder, value);
  else
    {
      /* A file name in another encoding: told as well as it can be. */
      g_autofree char *text = g_filename_display_name (value);

      json_builder_add_string_value (builder, text);
    }
}

void
bw_json_add_int (JsonBuilder *builder,
                 const char  *key,
                 gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

void
bw_json_add_double (JsonBuilder *builder,
                    const char  *key,
                    gboolean     known,
                    double       value)
{
  json_builder_set_member_name (builder, key);
  if (known && isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
bw_json_add_boolean (JsonBuilder *builder,
                     const char  *key,
                     gboolean     value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

void
bw_json_add_time (JsonBuilder *builder,
                  const char  *key,
                  gboolean     known,
                  gint64       time_ms,
                  GTimeZone   *zone)
{
  g_autofree char *text = NULL;

  if (known)
    text = bw_time_format (time_ms, bw_time_offset (zone, time_ms));
  bw_json_add_string (builder, key, text);
}

void
bw_json_add_null (JsonBuilder *builder,
                  const char  *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_null_value (builder);
}

void
bw_json_add_notes (JsonBuilder     *builder,
                   const GPtrArray *notes)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (notes, i));
  json_builder_end_array (builder);
}

void
bw_cli_print_json (JsonNode *root)
{
  g_autofree char *text = json_to_string (root, TRUE);

  /* Not g_print(): a document is UTF-8 whatever the terminal shows. */
  fputs (text, stdout);
  fputc ('\n', stdout);
}

void
bw_cli_print_builder (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  bw_cli_print_json (root);
}

/* The colours that our own cells have, "\033[0m" and "\033[3…m". Returns: their length, or 0 */
static gsize
colour_length (const char *text)
{
  if (text[0] != '\033' || text[1] != '[')
    return 0;
  if (text[2] == '0' && text[3] == 'm')
    return 4;
  return text[2] == '3' && g_ascii_isdigit (text[3]) && text[4] == 'm' ? 5 : 0;
}

/* Characters that do not show but steer: what a terminal obeys, and what turns the line around. */
static gboolean
is_steering (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static char *
without_steering (const char *text,
                  gboolean    colours)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *c = valid; *c != '\0';)
    {
      gunichar unichar = g_utf8_get_char (c);
      const char *end = g_utf8_next_char (c);
      gsize colour = colours ? colour_length (c) : 0;

      if (colour > 0)
        end = c + colour;
      if (colour == 0 && (unichar == '\n' || unichar == '\r' || unichar == '\t'))
        g_string_append_c (shown, ' ');
      else if (colour == 0 && is_steering (unichar))
        g_string_append_unichar (shown, 0xfffd);
      else
        g_string_append_len (shown, c, end - c);
      c = end;
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

char *
bw_cli_format_text (const char *text)
{
  return without_steering (text, FALSE);
}

char *
bw_cli_format_path (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  return bw_cli_format_text (shown);
}

gboolean
bw_cli_is_stdout (const char *path)
{
  struct stat out;
  GStatBuf file;

  return fstat (STDOUT_FILENO, &out) == 0 && g_stat (path, &file) == 0 && out.st_dev == file.st_dev
         && out.st_ino == file.st_ino;
}

void
bw_cli_print_notes (const GPtrArray *notes)
{
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      g_autofree char *note = bw_cli_format_text (g_ptr_array_index (notes, i));

      g_print ("%s%s\n", i == 0 ? "\n" : "", note);
    }
}

struct _BwTable
{
  char *align;
  guint n_columns;
  GPtrArray *cells; /* row by row */
};

BwTable *
bw_table_new (const char *align)
{
  BwTable *self = g_new0 (BwTable, 1);

  self->align = g_strdup (align);
  self->n_columns = (guint) strlen (align);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bw_table_free (BwTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->cells);
  g_free (self->align);
  g_free (self);
}

void
bw_table_add (BwTable *self,
              ...)
{
  va_list cells;

  va_start (cells, self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *cell = va_arg (cells, char *);

      g_ptr_array_add (self->cells, without_steering (cell != NULL ? cell : "–", TRUE));
    }
  va_end (cells);
}

/* Columns on the screen; an escape sequence ends with a letter. */
static guint
shown_width (const char *text)
{
  guint width = 0;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '\033')
        {
          while (*text != '\0' && !g_ascii_isalpha (*text))
            text++;
          if (*text != '\0')
            text++;
          continue;
        }
      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
      text = g_utf8_next_char (text);
    }
  return width;
}

void
bw_table_print (BwTable  *self,
                gboolean  heading)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns],
                                       shown_width (g_ptr_array_index (self->cells, i)));

  for (guint row = 0; row < self->cells->len / self->n_columns; row++)
    {
      g_string_truncate (line, 0);
      for (guint column = 0; column < self->n_columns; column++)
        {
          const char *cell = g_ptr_array_index (self->cells, row * self->n_columns + column);
          guint pad = widths[column] - shown_width (cell);

          if (column > 0)
            g_string_append (line, "  ");
          if (self->align[column] == 'r')
            g_string_append_printf (line, "%*s%s", (int) pad, "", cell);
          else
            g_string_append_printf (line, "%s%*s", cell, (int) pad, "");
        }
      g_print ("%s\n", g_strchomp (line->str));
      if (row == 0 && heading)
        {
          for (guint column = 0; column < self->n_columns; column++)
            {
              g_print ("%s", column > 0 ? "  " : "");
              for (guint i = 0; i < widths[column]; i++)
                g_print ("─");
            }
          g_print ("\n");
        }
    }
}

char *
bw_cli_format_time (gint64     time_ms,
                    GTimeZone *zone)
{
  char *text = bw_time_format (time_ms, bw_time_offset (zone, time_ms));

  /* 2023-09-21T07:31… */
  text[10] = ' ';
  text[16] = '\0';
  return text;
}

char *
bw_cli_format_duration (double seconds)
{
  gint64 s = llround (MAX (seconds, 0));

  if (s < 100)
    return g_strdup_printf (_("%d s"), (int) s);
  if (s < 3600)
    return g_strdup_printf (_("%d min"), (int) ((s + 30) / 60));
  return g_strdup_printf (_("%d h %d min"), (int) (s / 3600), (int) (s / 60 % 60));
}

char *
bw_cli_format_number (gboolean known,
                      double   value,
                      guint    digits)
{
  return known && isfinite (value) ? g_strdup_printf ("%.*f", (int) digits, value) : NULL;
}

/* Whether a line of progress stands on the terminal. Only the thread of the job writes it. */
static gboolean progress_shown;

static int
terminal_width (void)
{
  struct winsize size;

  return ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void
on_progress (BwProgress *progress,
             gpointer    user_data)
{
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GString) line = g_string_new (NULL);
  glong width = terminal_width () - 1;
  g_autofree char *shown = NULL;
  char *end;

  bw_progress_get_state (progress, &state);
  /* What may be cut off where the terminal is narrow comes last. */
  if (state.fraction >= 0)
    g_string_append_printf (line, "%3d %%  ", (int) (100 * state.fraction));
  if (state.remaining_us >= 0)
    {
      g_autofree char *left = bw_cli_format_duration ((double) state.remaining_us / G_USEC_PER_SEC);

      /* Translators: %s is a duration such as “12 s”. */
      g_string_append_printf (line, _("%s left"), left);
      g_string_append (line, "  ");
    }
  g_string_append (line, state.stage != NULL ? state.stage : "");
  if (state.detail != NULL)
    g_string_append_printf (line, "  %s", state.detail);

  shown = bw_cli_format_text (line->str);
  if (g_utf8_strlen (shown, -1) > width)
    {
      end = g_utf8_offset_to_pointer (shown, width);
      *end = '\0';
    }
  g_printerr ("\r\033[K%s", shown);
  progress_shown = TRUE;
}

void
bw_cli_show_progress (BwProgress *progress)
{
  bw_progress_set_notify (progress, on_progress, NULL);
}

void
bw_cli_clear_progress (void)
{
  if (progress_shown)
    g_printerr ("\r\033[K");
  progress_shown = FALSE;
}

void
bw_cli_tell_result_not_kept (const GError *error)
{
  g_autofree char *why = bw_cli_format_text (error->message);

  bw_cli_clear_progress ();
  g_printerr (_("It could not be kept in the library: %s\n"), why);
}
