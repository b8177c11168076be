/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-shelf.h"

#include "app/bw-rhythm-words.h"
#include "app/bw-search-words.h"

#include <glib/gi18n-lib.h>

static const char *const sort_ids[]
    = { "newest", "oldest", "highest", "lowest", "artefacts", "length" };
static const char *const show_ids[] = { "all", "readings", "ecgs", "rr", "edited", "left-out" };
static const char *const show_names[] = {
  N_("All"), N_("Readings"), N_("ECGs"), N_("RR recordings"), N_("Edited by hand"), N_("Left out"),
};

struct _BwRhythmShelf
{
  GObject parent_instance;

  GListStore *store;            /* of BwRhythmItem: as they were handed in */
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkSingleSelection *selection;
  GHashTable *by_key;           /* BwRhythmKey → BwRhythmItem, borrowed from the store */
  GHashTable *days;             /* gint64 → BwRhythmDaySum */

  BwRhythmSort sort;
  BwRhythmShow show;
  gint64 day;
  gint64 first_day, last_day;   /* where there are days */
  BwSearchWords search;

  gboolean setting;             /* rows are being exchanged: what is between is not told */
};

G_DEFINE_FINAL_TYPE (BwRhythmShelf, bw_rhythm_shelf, G_TYPE_OBJECT)

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Ids ----------------------------------------------------------------------------------------- */

static guint
from_id (const char        *id,
         const char *const *ids,
         guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return i;
  return 0;
}

const char *
bw_rhythm_sort_get_id (BwRhythmSort sort)
{
  g_return_val_if_fail ((guint) sort < G_N_ELEMENTS (sort_ids), NULL);

  return sort_ids[sort];
}

BwRhythmSort
bw_rhythm_sort_from_id (const char *id)
{
  return (BwRhythmSort) from_id (id, sort_ids, G_N_ELEMENTS (sort_ids));
}

const char *
bw_rhythm_show_get_id (BwRhythmShow show)
{
  g_return_val_if_fail ((guint) show < G_N_ELEMENTS (show_ids), NULL);

  return show_ids[show];
}

BwRhythmShow
bw_rhythm_show_from_id (const char *id)
{
  return (BwRhythmShow) from_id (id, show_ids, G_N_ELEMENTS (show_ids));
}

const char *
bw_rhythm_show_get_name (BwRhythmShow show)
{
  g_return_val_if_fail ((guint) show < G_N_ELEMENTS (show_names), NULL);

  return _(show_names[show]);
}

/* --- What is shown, and in which order ----------------------------------------------------------- */

static gboolean
is_of (const BwRhythmRow *row,
       BwRhythmShow       show)
{
  switch (show)
    {
    case BW_RHYTHM_SHOW_READINGS:
      return row->key.kind == BW_RHYTHM_READING;
    case BW_RHYTHM_SHOW_ECGS:
      return row->key.kind == BW_RHYTHM_ECG;
    case BW_RHYTHM_SHOW_RR:
      return row->key.kind == BW_RHYTHM_RR;
    case BW_RHYTHM_SHOW_EDITED:
      return row->edited;
    case BW_RHYTHM_SHOW_LEFT_OUT:
      return row->key.kind == BW_RHYTHM_READING && !row->used;
    case BW_RHYTHM_SHOW_ALL:
    default:
      return TRUE;
    }
}

static gboolean
match (gpointer data,
       gpointer user_data)
{
  BwRhythmItem *item = data;
  BwRhythmShelf *self = user_data;

  return is_of (bw_rhythm_item_get_row (item), self->show)
         && (self->day == BW_RHYTHM_NO_DAY || bw_rhythm_item_get_day (item) == self->day)
         && bw_search_words_are_in (&self->search, bw_rhythm_item_get_search_key (item));
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* Unknown last. */
static int
compare_rmssd (const BwRhythmRow *a,
               const BwRhythmRow *b,
               gboolean           highest_first)
{
  if (!a->has_rmssd || !b->has_rmssd)
    return b->has_rmssd - a->has_rmssd;
  return highest_first ? COMPARE (b->rmssd_ms, a->rmssd_ms) : COMPARE (a->rmssd_ms, b->rmssd_ms);
}

static double
share_of_artefacts (const BwRhythmRow *row)
{
  return row->n_beats > 0 ? (double) row->n_artefacts / row->n_beats : 0;
}

static int
compare (gconstpointer first,
         gconstpointer second,
         gpointer      user_data)
{
  const BwRhythmShelf *self = user_data;
  const BwRhythmRow *a = bw_rhythm_item_get_row ((BwRhythmItem *) first);
  const BwRhythmRow *b = bw_rhythm_item_get_row ((BwRhythmItem *) second);
  int order = 0;

  switch (self->sort)
    {
    case BW_RHYTHM_SORT_OLDEST:
      order = COMPARE (a->start_ms, b->start_ms);
      break;
    case BW_RHYTHM_SORT_HIGHEST:
    case BW_RHYTHM_SORT_LOWEST:
      order = compare_rmssd (a, b, self->sort == BW_RHYTHM_SORT_HIGHEST);
      break;
    case BW_RHYTHM_SORT_ARTEFACTS:
      order = COMPARE (share_of_artefacts (b), share_of_artefacts (a));
      break;
    case BW_RHYTHM_SORT_LENGTH:
      order = COMPARE (b->duration_s, a->duration_s);
      break;
    case BW_RHYTHM_SORT_NEWEST:
    default:
      break;
    }
  if (order == 0)
    order = COMPARE (b->start_ms, a->start_ms);
  if (order == 0)
    order = COMPARE (a->key.kind, b->key.kind);
  return order != 0 ? order : COMPARE (a->key.id, b->key.id);
}

/* Without a reference: the store keeps it. */
static BwRhythmItem *
peek (GListModel *model,
      guint       position)
{
  g_autoptr (BwRhythmItem) item = g_list_model_get_item (model, position);

  return item;
}

static GListModel *
shown (BwRhythmShelf *self)
{
  return G_LIST_MODEL (self->selection);
}

/* Each day's first is told so, where days stand together. */
static void
set_headings (BwRhythmShelf *self)
{
  gboolean by_day = self->sort == BW_RHYTHM_SORT_NEWEST || self->sort == BW_RHYTHM_SORT_OLDEST;
  guint n = g_list_model_get_n_items (shown (self));
  gint64 day = BW_RHYTHM_NO_DAY;

  for (guint i = 0; i < n; i++)
    {
      BwRhythmItem *item = peek (shown (self), i);
      g_autofree char *heading = NULL;
      g_autofree char *text = NULL;

      if (by_day && bw_rhythm_item_get_day (item) != day)
        {
          BwRhythmDaySum sum;

          day = bw_rhythm_item_get_day (item);
          bw_rhythm_shelf_get_day_sum (self, day, &sum);
          heading = bw_rhythm_words_day (day);
          text = sum.n > 0 ? bw_rhythm_words_day_sum (sum.n, sum.mean_ms) : NULL;
        }
      bw_rhythm_item_set_heading (item, heading, text, !by_day);
    }
}

static void
tell_changed (BwRhythmShelf *self)
{
  if (self->setting)
    return;
  set_headings (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
tell_selection (BwRhythmShelf *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
bw_rhythm_shelf_dispose (GObject *object)
{
  BwRhythmShelf *self = BW_RHYTHM_SHELF (object);

  self->setting = TRUE;
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (bw_rhythm_shelf_parent_class)->dispose (object);
}

static void
bw_rhythm_shelf_finalize (GObject *object)
{
  BwRhythmShelf *self = BW_RHYTHM_SHELF (object);

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->days);
  bw_search_words_clear (&self->search);
  G_OBJECT_CLASS (bw_rhythm_shelf_parent_class)->finalize (object);
}

static void
bw_rhythm_shelf_class_init (BwRhythmShelfClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_rhythm_shelf_dispose;
  object_class->finalize = bw_rhythm_shelf_finalize;

  signals[SIGNAL_SELECTION_CHANGED]
      = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
}

static void
bw_rhythm_shelf_init (BwRhythmShelf *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->day = BW_RHYTHM_NO_DAY;
  self->by_key = g_hash_table_new (bw_rhythm_key_hash, bw_rhythm_key_equal);
  self->days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->store = g_list_store_new (BW_TYPE_RHYTHM_ITEM);
  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                    GTK_SORTER (g_object_ref (self->sorter)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (sorted));
  g_object_unref (sorted);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (tell_changed), self);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (tell_selection),
                            self);
}

BwRhythmShelf *
bw_rhythm_shelf_new (void)
{
  return g_object_new (BW_TYPE_RHYTHM_SHELF, NULL);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static gboolean
same_sequence (BwRhythmShelf *self,
               const GArray  *rows)
{
  if (bw_rhythm_shelf_get_n (self) != rows->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!bw_rhythm_key_equal (bw_rhythm_item_get_key (peek (G_LIST_MODEL (self->store), i)),
                              &g_array_index (rows, BwRhythmRow, i).key))
      return FALSE;
  return TRUE;
}

/* The items of all @rows: those there are, brought up to date, and new ones. */
static GPtrArray *
take_items (BwRhythmShelf *self,
            const GArray  *rows)
{
  GPtrArray *items = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);
      BwRhythmItem *item = bw_rhythm_shelf_find (self, &row->key);

      if (item != NULL)
        {
          /* The key goes with what is replaced. */
          g_hash_table_remove (self->by_key, &row->key);
          bw_rhythm_item_update (item, row);
          g_ptr_array_add (items, g_object_ref (item));
        }
      else
        g_ptr_array_add (items, bw_rhythm_item_new (row));
    }
  return items;
}

static void
add_to_day (BwRhythmShelf *self,
            BwRhythmItem  *item)
{
  const BwRhythmRow *row = bw_rhythm_item_get_row (item);
  gint64 day = bw_rhythm_item_get_day (item);
  BwRhythmDaySum *sum = g_hash_table_lookup (self->days, &day);

  if (sum == NULL)
    {
      sum = g_new0 (BwRhythmDaySum, 1);
      sum->mean_ms = -1;
      if (g_hash_table_size (self->days) == 0)
        self->first_day = self->last_day = day;
      self->first_day = MIN (self->first_day, day);
      self->last_day = MAX (self->last_day, day);
      g_hash_table_insert (self->days, g_memdup2 (&day, sizeof day), sum);
    }
  if (row->key.kind != BW_RHYTHM_READING)
    {
      sum->n_recordings++;
      return;
    }
  sum->n++;
  if (!row->used || !row->has_rmssd)
    return;
  sum->mean_ms = (sum->n_used > 0 ? sum->mean_ms * sum->n_used : 0) + row->rmssd_ms;
  sum->n_used++;
  sum->mean_ms /= sum->n_used;
}

void
bw_rhythm_shelf_set_rows (BwRhythmShelf *self,
                          const GArray  *rows)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (BwRhythmItem) selected = NULL;
  BwRhythmItem *before;
  gboolean same;

  g_return_if_fail (BW_IS_RHYTHM_SHELF (self));
  g_return_if_fail (rows != NULL);

  before = bw_rhythm_shelf_get_selected (self);
  selected = before != NULL ? g_object_ref (before) : NULL;
  same = same_sequence (self, rows);
  self->setting = TRUE;
  items = take_items (self, rows);
  g_hash_table_remove_all (self->by_key);
  g_hash_table_remove_all (self->days);
  for (guint i = 0; i < items->len; i++)
    {
      BwRhythmItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (self->by_key, (gpointer) bw_rhythm_item_get_key (item), item);
      add_to_day (self, item);
    }
  if (!same)
    g_list_store_splice (self->store, 0, bw_rhythm_shelf_get_n (self), items->pdata, items->len);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  bw_rhythm_shelf_select (self, selected);
  self->setting = FALSE;
  tell_changed (self);
  if (bw_rhythm_shelf_get_selected (self) != selected)
    tell_selection (self);
}

GtkSelectionModel *
bw_rhythm_shelf_get_selection (BwRhythmShelf *self)
{
  return GTK_SELECTION_MODEL (self->selection);
}

guint
bw_rhythm_shelf_get_n (BwRhythmShelf *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

guint
bw_rhythm_shelf_get_n_shown (BwRhythmShelf *self)
{
  return g_list_model_get_n_items (shown (self));
}

BwRhythmItem *
bw_rhythm_shelf_find (BwRhythmShelf     *self,
                      const BwRhythmKey *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

/* --- Days ---------------------------------------------------------------------------------------- */

void
bw_rhythm_shelf_get_day_sum (BwRhythmShelf  *self,
                             gint64          day,
                             BwRhythmDaySum *sum)
{
  const BwRhythmDaySum *found = g_hash_table_lookup (self->days, &day);

  *sum = found != NULL ? *found : (BwRhythmDaySum) { 0, 0, -1, 0 };
}

gboolean
bw_rhythm_shelf_get_days (BwRhythmShelf *self,
                          gint64        *first,
                          gint64        *last)
{
  if (g_hash_table_size (self->days) == 0)
    return FALSE;
  *first = self->first_day;
  *last = self->last_day;
  return TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  return COMPARE (*(const double *) a, *(const double *) b);
}

gboolean
bw_rhythm_shelf_get_usual (BwRhythmShelf *self,
                           double        *low_ms,
                           double        *high_ms)
{
  g_autoptr (GArray) means = g_array_new (FALSE, FALSE, sizeof (double));
  GHashTableIter iter;
  gpointer sum;
  guint last;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    if (((const BwRhythmDaySum *) sum)->n_used > 0)
      g_array_append_val (means, ((BwRhythmDaySum *) sum)->mean_ms);
  if (means->len == 0)
    return FALSE;
  g_array_sort (means, compare_doubles);
  last = means->len - 1;
  *low_ms = g_array_index (means, double, (guint) (0.05 * last));
  *high_ms = g_array_index (means, double, last - (guint) (0.05 * last));
  return TRUE;
}

/* --- Order --------------------------------------------------------------------------------------- */

void
bw_rhythm_shelf_set_sort (BwRhythmShelf *self,
                          BwRhythmSort   sort)
{
  g_return_if_fail (BW_IS_RHYTHM_SHELF (self));

  if (self->sort == sort)
    return;
  self->sort = sort;
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  tell_changed (self);
}

static void
filter_anew (BwRhythmShelf *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  tell_changed (self);
}

void
bw_rhythm_shelf_set_show (BwRhythmShelf *self,
                          BwRhythmShow   show)
{
  g_return_if_fail (BW_IS_RHYTHM_SHELF (self));

  if (self->show == show)
    return;
  self->show = show;
  filter_anew (self);
}

void
bw_rhythm_shelf_set_day (BwRhythmShelf *self,
                         gint64         day)
{
  g_return_if_fail (BW_IS_RHYTHM_SHELF (self));

  if (self->day == day)
    return;
  self->day = day;
  filter_anew (self);
}

void
bw_rhythm_shelf_set_search (BwRhythmShelf *self,
                            const char    *search)
{
  g_return_if_fail (BW_IS_RHYTHM_SHELF (self));

  if (!bw_search_words_set (&self->search, search))
    return;
  filter_anew (self);
}

BwRhythmShow
bw_rhythm_shelf_get_show (BwRhythmShelf *self)
{
  return self->show;
}

const char *
bw_rhythm_shelf_get_search (BwRhythmShelf *self)
{
  return bw_search_words_get_text (&self->search);
}

gint64
bw_rhythm_shelf_get_day (BwRhythmShelf *self)
{
  return self->day;
}

/* --- Selection ----------------------------------------------------------------------------------- */

BwRhythmItem *
bw_rhythm_shelf_get_selected (BwRhythmShelf *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

guint
bw_rhythm_shelf_get_position (BwRhythmShelf *self,
                              BwRhythmItem  *item)
{
  guint n = g_list_model_get_n_items (shown (self));

  for (guint i = 0; i < n; i++)
    if (peek (shown (self), i) == item)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

gboolean
bw_rhythm_shelf_select (BwRhythmShelf *self,
                        BwRhythmItem  *item)
{
  guint position = item != NULL ? bw_rhythm_shelf_get_position (self, item)
                                : GTK_INVALID_LIST_POSITION;

  g_return_val_if_fail (BW_IS_RHYTHM_SHELF (self), FALSE);

  gtk_single_selection_set_selected (self->selection, position);
  return position != GTK_INVALID_LIST_POSITION;
}

BwRhythmItem *
bw_rhythm_shelf_get_neighbour (BwRhythmShelf *self,
                               int            by)
{
  guint n = g_list_model_get_n_items (shown (self));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return NULL;
  if (selected == GTK_INVALID_LIST_POSITION)
    return peek (shown (self), by > 0 ? 0 : n - 1);
  if ((by < 0 && selected == 0) || (by > 0 && selected == n - 1))
    return NULL;
  return peek (shown (self), by > 0 ? selected + 1 : selected - 1);
}
