/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-list.h"

#include "app/bw-search-words.h"

struct _BwEcgList
{
  GObject parent_instance;

  GListStore *store;            /* of BwEcgItem: by start, oldest first */
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkMultiSelection *selection;
  GHashTable *by_id;            /* gint64 of the recording → BwEcgItem, borrowed from the store */

  BwEcgSort sort;
  BwEcgShow show;
  BwSearchWords search;
  char *blind;                  /* (nullable) */
  gboolean shuffle;
  guint32 seed;

  gboolean setting;             /* recordings are being exchanged: what is between is not told */
};

G_DEFINE_FINAL_TYPE (BwEcgList, bw_ecg_list, G_TYPE_OBJECT)

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
match (gpointer item,
       gpointer user_data)
{
  BwEcgList *self = user_data;

  return bw_ecg_order_match (item, self->show)
         && bw_search_words_are_in (&self->search, bw_ecg_item_get_search_key (item));
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  BwEcgList *self = user_data;

  return bw_ecg_order_compare ((BwEcgItem *) a, (BwEcgItem *) b,
                               self->shuffle ? BW_ECG_SORT_SHUFFLED : self->sort, self->seed);
}

static void
tell_changed (BwEcgList *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
tell_selection (BwEcgList *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
on_items_changed (BwEcgList *self)
{
  tell_changed (self);
  tell_selection (self);
}

static GListModel *
shown (BwEcgList *self)
{
  return G_LIST_MODEL (self->selection);
}

/* Without a reference: the store keeps it. */
static BwEcgItem *
peek (GListModel *model,
      guint       position)
{
  g_autoptr (BwEcgItem) item = g_list_model_get_item (model, position);

  return item;
}

static void
bw_ecg_list_dispose (GObject *object)
{
  BwEcgList *self = BW_ECG_LIST (object);

  self->setting = TRUE;
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (bw_ecg_list_parent_class)->dispose (object);
}

static void
bw_ecg_list_finalize (GObject *object)
{
  BwEcgList *self = BW_ECG_LIST (object);

  g_hash_table_unref (self->by_id);
  bw_search_words_clear (&self->search);
  g_free (self->blind);
  G_OBJECT_CLASS (bw_ecg_list_parent_class)->finalize (object);
}

static void
bw_ecg_list_class_init (BwEcgListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_ecg_list_dispose;
  object_class->finalize = bw_ecg_list_finalize;

  signals[SIGNAL_SELECTION_CHANGED]
      = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
}

static void
bw_ecg_list_init (BwEcgList *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->store = g_list_store_new (BW_TYPE_ECG_ITEM);
  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                    GTK_SORTER (g_object_ref (self->sorter)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (tell_selection), self);
}

BwEcgList *
bw_ecg_list_new (void)
{
  return g_object_new (BW_TYPE_ECG_LIST, NULL);
}

/* --- Recordings ------------------------------------------------------------------------------ */

/* An item is the only thing that knows the id it is found by. */
static const gint64 *
key_of (BwEcgItem *item)
{
  return &bw_ecg_item_get_recording (item)->id;
}

static gboolean
same_sequence (BwEcgList    *self,
               const GArray *recordings)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) != recordings->len)
    return FALSE;
  for (guint i = 0; i < recordings->len; i++)
    if (bw_ecg_item_get_id (peek (G_LIST_MODEL (self->store), i))
        != g_array_index (recordings, BwRecording, i).id)
      return FALSE;
  return TRUE;
}

/* The items of all @recordings: those there are, brought up to date, and new ones.
 * Returns: (element-type BwEcgItem) */
static GPtrArray *
take_items (BwEcgList      *self,
            const BwEcgSet *set)
{
  GPtrArray *items = g_ptr_array_new_full (set->recordings->len, g_object_unref);

  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (set->recordings, BwRecording, i);
      BwEcgItem *item = g_hash_table_lookup (self->by_id, &recording->id);

      if (item != NULL)
        {
          g_object_ref (item);
          /* The key goes with what is replaced. */
          g_hash_table_remove (self->by_id, &recording->id);
          bw_ecg_item_update (item, recording, set->zone);
        }
      else
        {
          item = bw_ecg_item_new (recording, set->zone);
          bw_ecg_item_set_blind (item, self->blind);
        }
      g_ptr_array_add (items, item);
    }
  return items;
}

static void
take_reader_labels (BwEcgList    *self,
                    const GArray *labels)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    bw_ecg_item_clear_reader_labels (peek (G_LIST_MODEL (self->store), i));
  for (guint i = 0; i < labels->len; i++)
    {
      const BwReaderLabel *label = &g_array_index (labels, BwReaderLabel, i);
      BwEcgItem *item = bw_ecg_list_find (self, label->recording_id);

      if (item != NULL)
        bw_ecg_item_set_reader_label (item, label->reader, label->label, label->time_ms);
    }
}

static void
take_predictions (BwEcgList    *self,
                  const GArray *predictions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < predictions->len; i++)
    {
      BwPredictionRow *row = &g_array_index (predictions, BwPredictionRow, i);

      g_hash_table_insert (rows, &row->recording_id, row);
    }
  for (guint i = 0; i < n; i++)
    {
      BwEcgItem *item = peek (G_LIST_MODEL (self->store), i);

      bw_ecg_item_set_prediction (item, g_hash_table_lookup (rows, key_of (item)));
    }
}

static void
reselect (BwEcgList *self,
          GPtrArray *items)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      guint position = bw_ecg_list_get_position (self, g_ptr_array_index (items, i));

      if (position != GTK_INVALID_LIST_POSITION)
        gtk_bitset_add (selected, position);
    }
  mask = gtk_bitset_new_range (0, bw_ecg_list_get_n_shown (self));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, mask);
}

void
bw_ecg_list_set_recordings (BwEcgList      *self,
                            const BwEcgSet *set)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gboolean same;

  g_return_if_fail (BW_IS_ECG_LIST (self));
  g_return_if_fail (set != NULL);

  same = same_sequence (self, set->recordings);
  selected = bw_ecg_list_get_selected (self);
  g_ptr_array_foreach (selected, (GFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (selected, g_object_unref);
  self->setting = TRUE;
  items = take_items (self, set);
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < items->len; i++)
    {
      BwEcgItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (self->by_id, (gpointer) key_of (item), item);
    }
  if (!same)
    g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                         items->pdata, items->len);
  take_reader_labels (self, set->reader_labels);
  take_predictions (self, set->predictions);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  reselect (self, selected);
  self->setting = FALSE;
  on_items_changed (self);
}

GtkSelectionModel *
bw_ecg_list_get_selection (BwEcgList *self)
{
  return GTK_SELECTION_MODEL (self->selection);
}

guint
bw_ecg_list_get_n (BwEcgList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

guint
bw_ecg_list_get_n_shown (BwEcgList *self)
{
  return g_list_model_get_n_items (shown (self));
}

gboolean
bw_ecg_list_has_predictions (BwEcgList *self)
{
  for (guint i = 0; i < bw_ecg_list_get_n (self); i++)
    if (bw_ecg_item_get_prediction (peek (G_LIST_MODEL (self->store), i)) != NULL)
      return TRUE;
  return FALSE;
}

guint
bw_ecg_list_count_label (BwEcgList *self,
                         BwLabel    label)
{
  guint n = 0;

  for (guint i = 0; i < bw_ecg_list_get_n (self); i++)
    if (bw_ecg_item_get_label (peek (G_LIST_MODEL (self->store), i)) == label)
      n++;
  return n;
}

BwEcgItem *
bw_ecg_list_get_item (BwEcgList *self,
                      guint      position)
{
  return peek (G_LIST_MODEL (self->store), position);
}

BwEcgItem *
bw_ecg_list_find (BwEcgList *self,
                  gint64     id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/* --- Order ----------------------------------------------------------------------------------- */

void
bw_ecg_list_set_sort (BwEcgList *self,
                      BwEcgSort  sort)
{
  g_return_if_fail (BW_IS_ECG_LIST (self));

  if (self->sort == sort)
    return;
  self->sort = sort;
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

void
bw_ecg_list_set_show (BwEcgList *self,
                      BwEcgShow  show)
{
  g_return_if_fail (BW_IS_ECG_LIST (self));

  if (self->show == show)
    return;
  self->show = show;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  on_items_changed (self);
}

void
bw_ecg_list_set_search (BwEcgList  *self,
                        const char *search)
{
  g_return_if_fail (BW_IS_ECG_LIST (self));

  if (!bw_search_words_set (&self->search, search))
    return;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  on_items_changed (self);
}

BwEcgSort
bw_ecg_list_get_sort (BwEcgList *self)
{
  return self->sort;
}

BwEcgShow
bw_ecg_list_get_show (BwEcgList *self)
{
  return self->show;
}

const char *
bw_ecg_list_get_search (BwEcgList *self)
{
  return bw_search_words_get_text (&self->search);
}

void
bw_ecg_list_order_anew (BwEcgList *self)
{
  g_return_if_fail (BW_IS_ECG_LIST (self));

  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (bw_ecg_sort_is_by_label (self->sort))
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  tell_changed (self);
}

void
bw_ecg_list_set_blind (BwEcgList  *self,
                       const char *reader,
                       gboolean    shuffle)
{
  guint n;

  g_return_if_fail (BW_IS_ECG_LIST (self));

  g_free (self->blind);
  self->blind = g_strdup (reader);
  self->shuffle = reader != NULL && shuffle;
  self->seed = reader != NULL ? g_str_hash (reader) : 0;
  n = bw_ecg_list_get_n (self);
  for (guint i = 0; i < n; i++)
    bw_ecg_item_set_blind (peek (G_LIST_MODEL (self->store), i), reader);
  bw_ecg_list_order_anew (self);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  tell_selection (self);
}

const char *
bw_ecg_list_get_blind (BwEcgList *self)
{
  return self->blind;
}

/* --- Selection ------------------------------------------------------------------------------- */

GPtrArray *
bw_ecg_list_get_selected (BwEcgList *self)
{
  GPtrArray *items = g_ptr_array_new ();
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      BwEcgItem *item = peek (shown (self), position);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

guint
bw_ecg_list_get_position (BwEcgList *self,
                          BwEcgItem *item)
{
  guint n = bw_ecg_list_get_n_shown (self);

  for (guint i = 0; i < n; i++)
    if (peek (shown (self), i) == item)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

gboolean
bw_ecg_list_select (BwEcgList *self,
                    BwEcgItem *item)
{
  guint position = bw_ecg_list_get_position (self, item);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  return TRUE;
}

/* The position from which one goes on: the last selected where @by is positive, else the first. */
static gint64
get_cursor (BwEcgList *self,
            int        by)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_is_empty (selected))
    return by > 0 ? -1 : (gint64) bw_ecg_list_get_n_shown (self);
  return by > 0 ? gtk_bitset_get_maximum (selected) : gtk_bitset_get_minimum (selected);
}

BwEcgItem *
bw_ecg_list_get_neighbour (BwEcgList *self,
                           int        by)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gint64 position = get_cursor (self, by) + by, n = bw_ecg_list_get_n_shown (self);

  /* From several up to the end one comes to the last: what follows is then done to it alone. */
  if (gtk_bitset_get_size (selected) > 1)
    position = CLAMP (position, 0, n - 1);
  if (position < 0 || position >= n)
    return NULL;
  return peek (shown (self), (guint) position);
}

BwEcgItem *
bw_ecg_list_get_next_unlabelled (BwEcgList *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = bw_ecg_list_get_n_shown (self);
  gint64 from = get_cursor (self, 1) + 1;

  for (guint i = 0; i < n; i++)
    {
      guint position = (guint) ((from + i) % n);
      BwEcgItem *item = peek (shown (self), position);

      if (bw_ecg_item_get_label (item) == BW_LABEL_NONE
          && !gtk_bitset_contains (selected, position))
        return item;
    }
  return NULL;
}
