/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-data-table-private.h"

#include "store/bw-dictionary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

guint
bw_data_table_get_n (void)
{
  return bw_data_n_hourly + bw_data_n_worked_out + bw_data_n_stored;
}

const BwDataTable *
bw_data_table_get (guint i)
{
  g_return_val_if_fail (i < bw_data_table_get_n (), NULL);

  if (i < bw_data_n_hourly)
    return &bw_data_hourly[i].table;
  i -= bw_data_n_hourly;
  if (i < bw_data_n_worked_out)
    return &bw_data_worked_out[i].table;
  return &bw_data_stored[i - bw_data_n_worked_out].table;
}

const BwDataTable *
bw_data_table_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < bw_data_table_get_n (); i++)
    if (strcmp (bw_data_table_get (i)->id, id) == 0)
      return bw_data_table_get (i);
  return NULL;
}

/* A table is the first member of what is known of it. */
const BwDataSource *
bw_data_table_get_source (const BwDataTable *table)
{
  return (const BwDataSource *) table;
}

const char *
bw_data_table_get_title (const BwDataTable *self)
{
  return _(self->title);
}

const char *
bw_data_table_get_description (const BwDataTable *self)
{
  return _(self->description);
}

static const BwDictionaryColumn *
find_stored (const BwDataTable *self,
             guint              column)
{
  const char *stored = self->columns[column].stored;

  return self->view != NULL && stored != NULL ? bw_dictionary_find_column (self->view, stored) : NULL;
}

const char *
bw_data_table_get_unit (const BwDataTable *self,
                        guint              column)
{
  const BwDataColumn *info = &self->columns[column];
  const BwDictionaryColumn *stored;

  if (info->unit != NULL)
    return info->unit;
  switch (info->type)
    {
    case BW_DATA_TIME:
    case BW_DATA_DAY:
      return "ISO 8601";
    case BW_DATA_BOOLEAN:
      return "";
    case BW_DATA_INTEGER:
    case BW_DATA_NUMBER:
    case BW_DATA_WORD:
    case BW_DATA_TEXT:
    default:
      stored = find_stored (self, column);
      return stored != NULL ? stored->unit : "";
    }
}

const char *
bw_data_table_get_meaning (const BwDataTable *self,
                           guint              column)
{
  const BwDataColumn *info = &self->columns[column];
  const BwDictionaryColumn *stored;

  if (info->meaning != NULL)
    return info->meaning;
  stored = find_stored (self, column);
  return stored != NULL ? stored->meaning : "";
}

const char *
bw_data_type_get_id (BwDataType type)
{
  static const char *const ids[] = {
    [BW_DATA_INTEGER] = "integer", [BW_DATA_NUMBER] = "number", [BW_DATA_BOOLEAN] = "boolean",
    [BW_DATA_WORD] = "word",       [BW_DATA_TEXT] = "text",     [BW_DATA_TIME] = "time",
    [BW_DATA_DAY] = "day",
  };

  return ids[type];
}
