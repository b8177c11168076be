/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-source-private.h"

#include "base/bw-error.h"
#include "import/bw-lines.h"
#include "import/bw-rmssd-columns.h"

#include <unistd.h>

#define CHUNK_SIZE (256 * 1024)

typedef struct
{
  BwPeople *people;
  BwRmssdColumns columns;
  gboolean has_columns;
  gboolean done;  /* the table does not tell whose its values are */
} Search;

static gboolean
take_line (BwSlice    line,
           gint64     number,
           gboolean   too_long,
           gpointer   data,
           GError   **error)
{
  Search *search = data;
  BwSlice fields[BW_RMSSD_MAX_COLUMNS];

  if (line.length == 0 || line.text[0] == '#' || search->done)
    return TRUE;
  if (!search->has_columns)
    {
      search->has_columns = bw_rmssd_columns_find (&search->columns, line);
      search->done = search->has_columns && search->columns.person < 0;
    }
  else if (bw_rmssd_split (line, search->columns.separator, fields, G_N_ELEMENTS (fields))
             >= search->columns.n
           && fields[search->columns.person].length > 0)
    bw_people_take (search->people, fields[search->columns.person]);
  return TRUE;
}

static gboolean
search_file (const BwSourceFile  *file,
             BwPeople            *people,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  Search search = { .people = people };
  g_autoptr (BwLines) lines = bw_lines_new (take_line, &search);
  int fd = bw_source_open_file (file->path, file->shown, NULL);
  gssize n = 0;

  if (fd < 0)
    return TRUE;
  while (!search.done && !g_cancellable_is_cancelled (cancellable)
         && (n = bw_source_read_block (fd, chunk, CHUNK_SIZE, file->shown, NULL)) > 0
         && bw_lines_push (lines, chunk, (gsize) n, NULL))
    continue;
  close (fd);
  if (g_cancellable_is_cancelled (cancellable))
    return bw_set_cancelled (error);
  bw_lines_finish (lines, NULL);
  return TRUE;
}

gboolean
bw_import_source_find_people (BwImportSource  *self,
                              BwPeople        *people,
                              GCancellable    *cancellable,
                              GError         **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const BwSourceFile *file = &g_array_index (self->files, BwSourceFile, i);

      if (file->content == BW_CONTENT_RMSSD && !search_file (file, people, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
